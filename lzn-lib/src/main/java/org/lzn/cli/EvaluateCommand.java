package org.lzn.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.lzn.cluster.Cluster;
import org.lzn.cluster.Work;
import org.lzn.plot.Progress;
import org.lzn.run.RunFolder;
import org.lzn.tensor.Notices;
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
      draw(run);
    }
    System.out.println(record ? run.record() : run.evaluate().printAll());
    return 0;
  }

  /** What the cluster has drawn lies in the run's folder then, and is scored as if drawn here. */
  private void draw(RunFolder run) {
    Map<String, Work<Integer>> works = new LinkedHashMap<>();
    for (int piece : run.undrawn()) {
      works.put("piece " + piece, DrawOnCluster.of(run.path(), piece));
    }
    if (works.isEmpty()) {
      return;
    }
    try (Cluster machines = Cluster.at(cluster);
        Progress progress =
            Progress.of("drawing on " + cluster, works.size()).counting("pieces", 1)) {
      int[] done = {0};
      Map<String, RuntimeException> failures =
          machines.all(works, (name, piece) -> progress.update(++done[0], name));
      failures.forEach(
          (name, why) -> Notices.say(name + " " + why.getMessage() + "; it is drawn here."));
    }
  }
}
