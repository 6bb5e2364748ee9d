package org.lzn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lzn.run.RunFolder;

class SweepCommandTest {
  @TempDir private Path folder;

  /** One run has other settings than its folder's, so that it fails and the other does not. */
  @Test
  void eachRunHasItsProcessAndOneThatFailsLeavesTheOther() throws IOException {
    Path output = folder.resolve("runs");
    sweep("\"evaluation.labels=100\"", "1", output, 0);
    RunFolder first = RunFolder.at(output.resolve("pixels-1"));
    assertTrue(first.run().record().scores().size() > 0);
    byte[] record = Files.readAllBytes(output.resolve("pixels-1/pixels-1.json"));

    sweep("\"evaluation.labels=50\"", "1, 2", output, 1);
    assertEquals(-1, mismatch(record, output.resolve("pixels-1/pixels-1.json")));
    assertTrue(Files.exists(output.resolve("pixels-2/pixels-2.json")));
    String log = Files.readString(output.resolve("pixels-1/train.log"));
    assertTrue(log.contains("got the run pixels-1, finished after 1 steps"), log);
    assertTrue(Files.exists(output.resolve("comparison/scores.csv")));
  }

  private static int mismatch(byte[] expected, Path file) throws IOException {
    return Arrays.mismatch(expected, Files.readAllBytes(file));
  }

  private void sweep(String changes, String seeds, Path output, int status) throws IOException {
    String json =
        "{\"recipes\": [\"pixels\"], \"scale\": \"smoke\", \"seeds\": ["
            + seeds
            + "], \"settings\": {\"\": ["
            + changes
            + "]}}";
    Path plan = Files.writeString(folder.resolve("plan.json"), json);
    assertEquals(status, Lzn.run("sweep", plan.toString(), "--output", output.toString()));
  }
}
