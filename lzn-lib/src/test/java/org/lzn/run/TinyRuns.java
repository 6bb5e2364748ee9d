package org.lzn.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lzn.data.SmallFashion;
import org.lzn.train.checkpoint.Checkpoints;

/**
 * Trainings of a few steps on a few images.
 *
 * @param data the folder of the images
 */
record TinyRuns(Path data) {
  static final int TRAIN = 45;
  static final int TEST = 20;

  /** What makes a training of the smoke scale smaller still. */
  static final List<String> CHANGES =
      List.of(
          "training.batch=8",
          "training.heldOut.images=999999999",
          "model.patches.size=7",
          "model.decoder.levels.channels=4",
          "evaluation.generated=6",
          "evaluation.reconstructions=4");

  /** Writes training images and a test set, "both", and training images alone, "train-only". */
  static TinyRuns in(Path folder) {
    SmallFashion.write(folder.resolve("both"), TRAIN, TEST);
    SmallFashion.writeTraining(folder.resolve("train-only"), TRAIN);
    return new TinyRuns(folder);
  }

  /** Returns the words that name one of the two. */
  String source(String name) {
    return "fashion-mnist:" + data.resolve(name);
  }

  /** Returns what to do to train on both. */
  RunPlan plan(String recipe, int steps) {
    List<String> changes = new ArrayList<>(CHANGES);
    changes.add("training.steps=" + steps);
    return new RunPlan(recipe, Scale.SMOKE, source("both"), changes, 1);
  }

  /** Returns where a run usually keeps its checkpoints. */
  static Checkpoints checkpoints(RunFolder run) {
    return Checkpoints.in(run.checkpoints());
  }
}
