package org.lzn.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.lzn.run.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lzn evaluate}: computes the scores of a trained model again, beside those recorded. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = "Computes the scores of a trained model and sets them beside its record's.")
final class EvaluateCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "the folder of a run, as lzn train leaves it")
  private Path folder;

  @Option(names = "--record", description = "puts the scores into the run's record instead")
  private boolean record;

  @Option(
      names = "--on",
      paramLabel = "ADDRESS",
      description = {
        "the Apache Spark cluster that draws the images to be scored, such as spark://host:7077; its",
        "machines must find this kit and the run under the same paths: see environment/README.md"
      })
  private String cluster;

  @Override
  public Integer call() {
    RunFolder run = RunFolder.at(folder);
    if (cluster != null) {
      // What the cluster has drawn lies in the run's folder then, and is scored as if drawn here.
      Pieces.on(cluster, run.undrawn(), piece -> DrawOnCluster.of(run.path(), piece));
    }
    System.out.println(record ? run.record() : run.evaluate().printAll());
    return 0;
  }
}
