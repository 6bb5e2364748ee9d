package org.lzn.train;

/** A training ended before its last step because it was asked to; it can be resumed. */
public final class TrainingStoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TrainingStoppedException(int step, int steps) {
    super("stopped at step " + step + " of " + steps);
  }
}
