package org.lzn.train;

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
}
