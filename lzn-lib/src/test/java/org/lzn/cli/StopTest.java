package org.lzn.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process that is asked to end, as Ctrl-C does. */
class StopTest {
  @TempDir private Path folder;

  @Test
  void aTrainingThatIsAskedToEndLeavesACheckpoint() throws Exception {
    Process process = start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith("training run: ")) {
          break;
        }
      }
      process.destroy();
      assertTrue(process.waitFor(1, TimeUnit.MINUTES), "it did not end");
    }
    try (Stream<Path> files = Files.list(folder.resolve("run").resolve("checkpoints"))) {
      assertTrue(files.anyMatch(file -> file.toString().endsWith(".json")), "no checkpoint");
    }
  }

  private Process start() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dlzn.home=" + System.getProperty("lzn.home", ""),
                "-cp",
                System.getProperty("java.class.path"),
                "org.lzn.cli.Lzn",
                "train",
                "rf",
                "--scale=smoke",
                "--set=training.steps=100000",
                "--output=" + folder.resolve("run")));
    return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }
}
