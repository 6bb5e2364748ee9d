package org.lzn.run;

import java.nio.file.Path;
import org.lzn.file.BadFileException;
import org.lzn.train.checkpoint.Checkpoints;
import org.lzn.train.checkpoint.Resume;

/**
 * A run that ended, in whose folder somebody trains once more. Nothing replaces it but itself, made
 * longer from its checkpoints.
 *
 * @param folder of the run
 * @param run with its record
 */
record FinishedRun(Path folder, TrainingRun run) {
  private static final String REMEDY =
      "Choose another --output for another run;"
          + " to train this one longer, repeat its command with a larger --set training.steps=N.";

  /** What is said where it is left alone. */
  static final String LEFT_ALONE = "This run is finished and stays as it is. " + REMEDY;

  /** Tells whether a training would only repeat it. */
  boolean isRepeatedBy(RunPlan plan, Checkpoints checkpoints) {
    return RunPlan.find(run.record()).filter(plan::equals).isPresent() && !never(checkpoints);
  }

  private static boolean never(Checkpoints checkpoints) {
    return checkpoints.resume() instanceof Resume.Never;
  }

  /**
   * Refuses a training that would not go on from it.
   *
   * @param steps of the training
   */
  void requireLonger(RunPlan plan, long steps, Checkpoints checkpoints) {
    long done = run.record().course().steps().done();
    boolean longer =
        RunPlan.find(run.record()).filter(plan::differsInSettingsOnly).isPresent()
            && steps > done
            && checkpoints.found();
    if (!longer) {
      throw new BadFileException(
          folder,
          "a folder without a finished run, or with one whose checkpoints more steps go on from",
          "the run " + run.record().name() + ", finished after " + done + " steps",
          REMEDY);
    }
  }
}
