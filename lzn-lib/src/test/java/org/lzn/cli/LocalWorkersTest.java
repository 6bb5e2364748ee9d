package org.lzn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalWorkersTest {
  @TempDir private Path folder;

  /** Only worker 0 writes: the other one waits for it in native code, and must not for ever. */
  @Test
  void whereWorker0FailsAloneBothEndWithItsLine() throws Exception {
    Path run = Files.writeString(folder.resolve("file"), "no folder").resolve("run");
    Path said = folder.resolve("said");
    List<String> command =
        List.of("train", "rf", "--scale=smoke", "--workers=2", "--output=" + run);
    Redirect words = Redirect.appendTo(said.toFile());
    Process workers = LznProcess.start(command, Map.of(), words, words);
    boolean ended = workers.waitFor(3, TimeUnit.MINUTES);
    List<ProcessHandle> left = workers.descendants().toList();
    left.forEach(ProcessHandle::destroyForcibly);
    workers.destroyForcibly();
    String all = Files.readString(said);
    assertTrue(ended, () -> "still waiting: " + all);
    assertEquals(1, workers.exitValue(), all);
    // What follows is the operating system's word for it.
    String line = "lzn: cannot open " + run.resolve("checkpoints") + ": " + run + ": ";
    assertTrue(all.contains(line), all);
    assertTrue(left.isEmpty(), "a worker runs on");
  }
}
