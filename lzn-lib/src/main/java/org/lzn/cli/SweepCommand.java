package org.lzn.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.lzn.cluster.Cluster;
import org.lzn.cluster.Work;
import org.lzn.plot.Progress;
import org.lzn.report.Comparison;
import org.lzn.run.RunPlan;
import org.lzn.run.Sweep;
import org.lzn.tensor.Require;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lzn sweep}: many runs, here or on a cluster, and a table over them. */
@Command(
    name = "sweep",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = {
      "Trains every recipe of a plan with every seed and every set of settings, each in a folder of",
      "its own, and sets their scores side by side. The same command goes on where it was stopped."
    },
    footer = {
      "",
      "A plan, of which the last three may be left out:",
      "  {",
      "    \"recipes\": [\"rf\", \"rf-lzn\"],",
      "    \"seeds\": [1, 2, 3],",
      "    \"settings\": {\"\": [], \"long\": [\"training.steps=8000\"]},",
      "    \"scale\": \"classroom\",",
      "    \"validation\": 5000",
      "  }",
      "makes rf-1, rf-lzn-1, rf-long-1, ... rf-lzn-long-3."
    })
final class SweepCommand implements Callable<Integer> {
  @Parameters(paramLabel = "PLAN", description = "the file of the plan, JSON")
  private Path file;

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      description = "where the runs' folders are; target/sweeps/PLAN if not given")
  private Path output;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = {
        "how many trainings at once on this machine, which share its processors; as many as it has",
        "processors if not given: two of one thread do more than one of two"
      })
  private Integer jobs;

  @Option(
      names = "--on",
      paramLabel = "ADDRESS",
      description = {
        "the Apache Spark cluster that trains, such as spark://host:7077; its machines must find this",
        "kit and the output under the same paths: see environment/README.md"
      })
  private String cluster;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "STEPS",
      description = "between the checkpoints of a run")
  private int every = 100;

  @Override
  public Integer call() {
    Require.that(
        jobs == null || cluster == null, "--jobs is of this machine, --on of others: give one");
    Sweep sweep = Sweep.read(file);
    sweep.check();
    Map<String, RunPlan> runs = sweep.runs();
    Path folder = output == null ? Path.of("target", "sweeps", name()) : output;
    Map<String, RuntimeException> failures = train(runs, folder.toAbsolutePath().normalize());
    List<Path> ended =
        runs.keySet().stream()
            .filter(name -> !failures.containsKey(name))
            .map(folder::resolve)
            .toList();
    if (!ended.isEmpty()) {
      Comparison comparison = Comparison.of(ended);
      System.out.println(comparison);
      comparison.save(folder.resolve("comparison")).forEach(System.out::println);
    }
    failures.forEach((name, why) -> System.err.println("lzn: " + name + " " + why.getMessage()));
    return failures.isEmpty() ? 0 : 1;
  }

  private String name() {
    return String.valueOf(file.getFileName()).replaceFirst("\\.json$", "");
  }

  private Map<String, RuntimeException> train(Map<String, RunPlan> runs, Path folder) {
    Map<String, Work<String>> works = new LinkedHashMap<>();
    try (Cluster machines = machines(runs.size())) {
      runs.forEach(
          (name, plan) -> {
            Path run = folder.resolve(name);
            works.put(
                name,
                cluster == null
                    ? new TrainInProcess(plan, run.toString(), every)
                    : TrainOnCluster.of(plan, run, every));
          });
      try (Progress progress = Progress.of("sweep", runs.size()).counting("runs", 1)) {
        int[] done = {0};
        return machines.all(works, (name, result) -> progress.update(++done[0], name));
      }
    }
  }

  private Cluster machines(int runs) {
    if (cluster != null) {
      return Cluster.at(cluster);
    }
    int most = jobs == null ? Runtime.getRuntime().availableProcessors() : jobs;
    Require.that(most > 0, "--jobs must be 1 or more, got %d", most);
    int used = Math.min(most, runs);
    LznProcess.divideThreads(used);
    return Cluster.here(used);
  }
}
