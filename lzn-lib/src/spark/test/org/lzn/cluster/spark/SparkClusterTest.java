package org.lzn.cluster.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lzn.cli.Lzn;
import org.lzn.cluster.Cluster;
import org.lzn.run.RunFolder;

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
      Process sweep = lzn("1, 2", there, "--on", cluster.address());
      for (int i = 0; i < 1200 && sweep.isAlive() && checkpoints(there) < 2; i++) {
        Thread.sleep(100);
      }
      cluster.lose(0);
      assertTrue(sweep.waitFor(5, TimeUnit.MINUTES), log());
      assertEquals(0, sweep.exitValue(), log());
    }
    List<Integer> resumed =
        Stream.of(1, 2).filter(seed -> segments(there.resolve("rf-" + seed)) == 2).toList();
    assertEquals(1, resumed.size(), "runs that have gone on from their checkpoint");
    assertTrue(Files.exists(there.resolve("comparison/scores.csv")));

    String run = "rf-" + resumed.get(0);
    Path here = folder.resolve("here");
    Process sweep = lzn(String.valueOf(resumed.get(0)), here);
    assertTrue(sweep.waitFor(5, TimeUnit.MINUTES), log());
    String weights = run + "/" + run + ".safetensors";
    assertEquals(-1, Files.mismatch(here.resolve(weights), there.resolve(weights)), run);
  }

  @Test
  void whatIsNoAddressIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Cluster.at("ray://host:1"));
  }

  private Process lzn(String seeds, Path output, String... more) throws IOException {
    Path plan = Files.writeString(folder.resolve("plan-of-" + output.getFileName() + ".json"), PLAN.formatted(seeds));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx1g");
    command.add("-Dlzn.home=" + System.getProperty("lzn.home"));
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Lzn.class.getName()));
    command.addAll(List.of("sweep", plan.toString(), "--output", output.toString()));
    command.addAll(List.of("--checkpoint-every", "5"));
    command.addAll(List.of(more));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("OMP_NUM_THREADS", "1");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    Redirect log = Redirect.appendTo(folder.resolve("sweep.log").toFile());
    return builder.redirectOutput(log).redirectError(log).start();
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
