package org.lzn.train.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.lzn.train.KilledTraining;

/** A real process, killed without warning again and again, ends where an undisturbed one does. */
class ResumeTest {
  private static final int KILLS = 20;

  @TempDir private Path folder;

  @Test
  void killedTwentyTimesTheTrainingEndsWithTheSameWeightsBitForBit() throws Exception {
    Path calm = folder.resolve("calm");
    String expected = lastLine(start(calm, KilledTraining.STEPS));
    Path killed = folder.resolve("killed");
    SplittableRandom random = new SplittableRandom(7);
    int duringWrite = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      duringWrite += kill(killed, kill, random) ? 1 : 0;
    }
    assertTrue(duringWrite > 0, "no kill fell into a write");
    assertEquals(expected, lastLine(start(killed, 1)));
    assertArrayEquals(
        Files.readAllBytes(calm.resolve("final.safetensors")),
        Files.readAllBytes(killed.resolve("final.safetensors")));
    assertEquals(List.of(), parts(killed), "what killed writes left has been cleared away");
  }

  /** The limit on the size of files stands for a full disk: writing fails half way. */
  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aDiskThatFillsUpStopsTheTrainingAndKeepsTheOlderCheckpoints() throws Exception {
    Path run = folder.resolve("full");
    Process process = start(run, 1);
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith("step 5 ")) {
          break;
        }
      }
      process.destroyForcibly().waitFor();
    }
    List<String> before = checkpoints(run);
    Path errors = folder.resolve("errors");
    List<String> limited = new ArrayList<>(List.of("bash", "-c", "ulimit -f 64; exec \"$@\"", "-"));
    limited.addAll(command(run, 1));
    Process full = new ProcessBuilder(limited).redirectError(errors.toFile()).start();
    full.getInputStream().transferTo(OutputStream.nullOutputStream());
    assertEquals(1, full.waitFor());
    String said = Files.readString(errors);
    assertTrue(said.contains("cannot write " + run), said);
    assertEquals(before, checkpoints(run));
  }

  private static List<String> checkpoints(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("step-\\d+\\.json"))
          .sorted()
          .toList();
    }
  }

  /**
   * Kills a training after two or three more steps: some at once, some at a random moment, some as
   * soon as a file is being written. Returns whether a file was left half written.
   */
  private static boolean kill(Path folder, int kill, SplittableRandom random) throws Exception {
    Process process = start(folder, 1);
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      int steps = 2 + random.nextInt(2);
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        steps -= line.startsWith("step ") ? 1 : 0;
        if (steps == 0) {
          break;
        }
      }
      assertTrue(process.isAlive(), "the training ended before kill " + kill);
      if (kill % 2 == 0) {
        Thread.sleep(random.nextInt(20));
      } else {
        awaitWrite(folder);
      }
      process.destroyForcibly().waitFor();
    }
    return !parts(folder).isEmpty();
  }

  private static void awaitWrite(Path folder) throws IOException {
    for (int i = 0; i < 100_000 && parts(folder).isEmpty(); i++) {
      Thread.onSpinWait();
    }
  }

  private static List<String> parts(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(".step-"))
          .toList();
    }
  }

  private static Process start(Path folder, int every) throws IOException {
    return new ProcessBuilder(command(folder, every))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static List<String> command(Path folder, int every) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx256m"));
    command.addAll(List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(KilledTraining.class.getName());
    command.addAll(List.of(folder.toString(), String.valueOf(every)));
    return command;
  }

  private static String lastLine(Process process) throws Exception {
    String last = "";
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        last = line;
      }
    }
    assertEquals(0, process.waitFor());
    return last;
  }
}
