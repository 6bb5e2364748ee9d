package org.lzn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lzn.cluster.Cluster;
import org.lzn.cluster.ClusterException;
import org.lzn.run.RunFolder;
import org.lzn.run.RunScore;

/** Sweeps on a real cluster of two workers, one of which is lost on the way. */
class SparkClusterTest {
  private static final String PLAN =
      """
      {"recipes": ["rf"], "seeds": [%s], "scale": "smoke", "settings": {"": [
        "training.steps=200", "training.batch=8", "training.heldOut.every=200"]}}
      """;

  @TempDir private Path folder;

  @Test
  void aSweepSurvivesALostMachineAndGivesTheWeightsOfOneHere() throws Exception {
    Path there = folder.resolve("there");
    try (StandaloneCluster cluster = new StandaloneCluster(folder, 2)) {
      Process sweep = sweep("1, 2", there, "--on", cluster.address());
      for (int i = 0; i < 1200 && sweep.isAlive() && checkpoints(there) < 2; i++) {
        Thread.sleep(100);
      }
      cluster.lose(0);
      assertTrue(sweep.waitFor(5, TimeUnit.MINUTES), log());
      assertEquals(0, sweep.exitValue(), log());
      assertScoresAsHere(there.resolve("rf-1"), cluster.address());
      assertImagesAsHere(there.resolve("rf-1"), cluster.address());
    }
    List<Integer> resumed =
        Stream.of(1, 2).filter(seed -> segments(there.resolve("rf-" + seed)) == 2).toList();
    assertEquals(1, resumed.size(), "runs that have gone on from their checkpoint");
    assertTrue(Files.exists(there.resolve("comparison/scores.csv")));

    String run = "rf-" + resumed.get(0);
    Path here = folder.resolve("here");
    Process sweep = sweep(String.valueOf(resumed.get(0)), here);
    assertTrue(sweep.waitFor(5, TimeUnit.MINUTES), log());
    String weights = run + "/" + run + ".safetensors";
    assertEquals(-1, Files.mismatch(here.resolve(weights), there.resolve(weights)), run);
  }

  /** A training whose workers are executors: one machine is lost, another comes. */
  @Test
  void workersOnAClusterSurviveALostMachineAndLearnWhatWorkersHereLearn() throws Exception {
    Path there = folder.resolve("there").resolve("run");
    try (StandaloneCluster cluster = new StandaloneCluster(folder, 2)) {
      Process training = train(there, "--on", cluster.address());
      while (training.isAlive() && checkpoints(there) < 1) {
        Thread.sleep(100);
      }
      cluster.lose(1);
      cluster.add();
      assertTrue(training.waitFor(5, TimeUnit.MINUTES), log());
      assertEquals(0, training.exitValue(), log());
    }
    assertEquals(2, segments(there), "it has gone on from a checkpoint");
    assertTrue(log().contains("  score    held-out loss"), "the first worker's summary: " + log());
    Path here = folder.resolve("here").resolve("run");
    Process training = train(here);
    assertTrue(training.waitFor(5, TimeUnit.MINUTES), log());
    assertEquals(0, training.exitValue(), log());
    assertEquals(
        -1,
        Files.mismatch(here.resolve("run.safetensors"), there.resolve("run.safetensors")),
        "weights");
  }

  private Process train(Path output, String... more) {
    List<String> command = new ArrayList<>(List.of("train", "rf-lzn", "--scale", "smoke"));
    command.addAll(List.of("--workers", "2", "--checkpoint-every", "5"));
    command.addAll(List.of("--set", "training.steps=100", "--output", output.toString()));
    command.addAll(List.of(more));
    return lzn(command.toArray(String[]::new));
  }

  @Test
  void sharedWorkNeedsProcesses() {
    try (Cluster threads = Cluster.at("local[2]")) {
      assertThrows(IllegalArgumentException.class, () -> threads.together(2, place -> 1));
    }
  }

  /** Computes the scores again, of images that the cluster draws. */
  private void assertScoresAsHere(Path run, String cluster) throws Exception {
    List<RunScore> before = RunFolder.at(run).run().record().scores();
    Process evaluation = lzn("evaluate", run.toString(), "--record", "--on", cluster);
    assertTrue(evaluation.waitFor(5, TimeUnit.MINUTES), log());
    assertEquals(0, evaluation.exitValue(), log());
    assertTrue(log().contains("drawing on " + cluster + ": 1 of 1"), log());
    List<RunScore> after = RunFolder.at(run).run().record().scores();
    Map<String, Double> values = new HashMap<>();
    after.forEach(score -> values.put(score.name(), score.value()));
    for (RunScore score : before) {
      double value = score.value();
      assertEquals(value, values.get(score.name()), 1e-9 * Math.abs(value), score.name());
    }
  }

  private void assertImagesAsHere(Path run, String cluster) throws Exception {
    Path there = folder.resolve("there.npz");
    Path here = folder.resolve("here.npz");
    List<String> command =
        List.of("sample", run.toString(), "--number", "1030", "--solver", "euler:1", "--output");
    for (List<String> end :
        List.of(List.of(there.toString(), "--on", cluster), List.of(here.toString()))) {
      Process sample = lzn(Stream.concat(command.stream(), end.stream()).toArray(String[]::new));
      assertTrue(sample.waitFor(5, TimeUnit.MINUTES), log());
      assertEquals(0, sample.exitValue(), log());
    }
    assertTrue(log().contains("drawing on " + cluster + ": 2 of 2"), log());
    assertEquals(-1, Files.mismatch(here, there), "images");
  }

  @Test
  void whatIsNoAddressIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Cluster.at("ray://host:1"));
    assertThrows(IllegalArgumentException.class, () -> Cluster.at("spark://host"));
  }

  @Test
  void whereNobodyAnswersOneLineSaysSo() {
    Exception said = assertThrows(ClusterException.class, () -> Cluster.at("spark://127.0.0.1:1"));
    assertEquals(
        "no Spark master answers at 127.0.0.1:1: java.net.ConnectException: Connection refused",
        said.getMessage());
  }

  private Process sweep(String seeds, Path output, String... more) throws IOException {
    Path plan = folder.resolve("plan-of-" + output.getFileName() + ".json");
    Files.writeString(plan, PLAN.formatted(seeds));
    List<String> command = new ArrayList<>(List.of("sweep", plan.toString()));
    command.addAll(List.of("--output", output.toString(), "--checkpoint-every", "5"));
    command.addAll(List.of(more));
    return lzn(command.toArray(String[]::new));
  }

  private Process lzn(String... arguments) {
    Redirect log = Redirect.appendTo(folder.resolve("sweep.log").toFile());
    Map<String, String> one = Map.of("OMP_NUM_THREADS", "1", "SPARK_LOCAL_IP", "127.0.0.1");
    return LznProcess.start(List.of(arguments), one, log, log);
  }

  /** Returns how many runs have written a whole one. */
  private static long checkpoints(Path runs) throws IOException {
    if (!Files.exists(runs)) {
      return 0;
    }
    try (Stream<Path> all = Files.walk(runs)) {
      return all.filter(file -> file.toString().matches(".*/checkpoints/step-\\d+\\.json"))
          .map(Path::getParent)
          .distinct()
          .count();
    }
  }

  private static int segments(Path run) {
    return RunFolder.at(run).run().record().course().segments().size();
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("sweep.log"));
  }
}
