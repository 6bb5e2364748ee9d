package org.lzn.train;

import org.lzn.train.checkpoint.TrainingHistory;

/** Hears of every step of a training. */
@FunctionalInterface
public interface TrainingListener {
  /** A listener that does nothing. */
  TrainingListener NONE = (step, loss) -> {};

  /**
   * Called after each step.
   *
   * @param step number of steps done
   * @param loss of this step's batch
   */
  void onStep(int step, double loss);

  /**
   * Called where the loss on held-out images was taken, while the networks have their averaged
   * weights: what is drawn here is what the training would leave if it ended now.
   */
  default void onPoint(TrainingHistory.Point point) {}
}
