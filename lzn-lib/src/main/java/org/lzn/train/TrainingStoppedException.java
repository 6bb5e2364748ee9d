package org.lzn.train;

/** A training ended before its last step: because it was asked to, or because it diverged. */
public class TrainingStoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** It was asked to, and can be resumed. */
  TrainingStoppedException(int step, int steps) {
    this("stopped at step " + step + " of " + steps);
  }

  TrainingStoppedException(String message) {
    super(message);
  }
}
