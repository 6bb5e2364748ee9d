package org.lzn.cli;

import java.nio.file.Path;
import org.lzn.cluster.SharedWork;
import org.lzn.run.RunFolder;
import org.lzn.run.RunPlan;
import org.lzn.train.TrainingListener;
import org.lzn.train.checkpoint.Checkpoints;
import org.lzn.workers.Meeting;
import org.lzn.workers.Workers;

/**
 * A training by several workers on machines of a cluster. Begun again, after a machine was lost, it
 * goes on from the last checkpoint that was written. What the first returns is the run's summary.
 *
 * @param plan of the run
 * @param folder of the run, the same on every machine
 * @param every how many steps between checkpoints
 * @param code the version of the kit that asks for it
 */
record TrainTogether(RunPlan plan, String folder, int every, String code)
    implements SharedWork<String> {
  /** Makes a training for a cluster that has the version of the kit that runs here. */
  static TrainTogether of(RunPlan plan, Path folder, int every) {
    String place = folder.toAbsolutePath().normalize().toString();
    return new TrainTogether(plan, place, every, OneKit.here());
  }

  @Override
  public String done(Meeting place) {
    OneKit.require(code);
    RunFolder run = RunFolder.at(Path.of(folder));
    Checkpoints checkpoints = Checkpoints.in(run.checkpoints()).withEvery(every);
    try (Workers workers = place.join()) {
      String summary = "";
      if (workers.isFirst()) {
        summary = run.train(plan, checkpoints, model -> TrainingListener.NONE, workers).toString();
      } else {
        run.assist(plan, checkpoints, workers);
      }
      workers.finish();
      return summary;
    }
  }
}
