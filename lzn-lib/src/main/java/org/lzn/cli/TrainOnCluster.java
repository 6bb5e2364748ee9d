package org.lzn.cli;

import java.nio.file.Path;
import org.lzn.cluster.Work;
import org.lzn.run.RunFolder;
import org.lzn.run.RunPlan;
import org.lzn.train.checkpoint.Checkpoints;

/**
 * A training of a sweep on some machine of a cluster. Done again, after a machine was lost, it goes
 * on from the last checkpoint that was written.
 *
 * @param plan of the run
 * @param folder of the run, the same on every machine
 * @param every how many steps between checkpoints
 * @param code the version of the kit that asks for it
 */
record TrainOnCluster(RunPlan plan, String folder, int every, String code) implements Work<String> {
  /** Makes a training for a cluster that has the version of the kit that runs here. */
  static TrainOnCluster of(RunPlan plan, Path folder, int every) {
    return new TrainOnCluster(plan, folder.toString(), every, OneKit.here());
  }

  @Override
  public String done() {
    OneKit.require(code);
    RunFolder run = RunFolder.at(Path.of(folder));
    return run.train(plan, Checkpoints.in(run.checkpoints()).withEvery(every)).record().name();
  }
}
