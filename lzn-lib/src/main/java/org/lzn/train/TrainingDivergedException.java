package org.lzn.train;

/** A training ended before its last step because its loss is no longer a number. */
public final class TrainingDivergedException extends TrainingStoppedException {
  private static final long serialVersionUID = 1L;

  TrainingDivergedException(int since, int step, String kept) {
    super(
        String.format(
            "diverged: the loss is not finite since step %d (seen up to step %d). %s"
                + " Train with lower rates, a longer warm-up or a smaller clipping norm.",
            since, step, kept));
  }
}
