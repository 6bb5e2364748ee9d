package org.lzn.cli;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lzn.cluster.Work;
import org.lzn.run.RunPlan;

/**
 * A training of a sweep in a process of its own on this machine: with its own threads, and what
 * fails in it takes nothing else along.
 *
 * @param plan of the run
 * @param folder of the run; what the training says goes into {@code train.log} there
 * @param every how many steps between checkpoints
 */
record TrainInProcess(RunPlan plan, String folder, int every) implements Work<String> {
  @Override
  public String done() {
    File log = log();
    List<String> command = new ArrayList<>(List.of("train"));
    command.addAll(plan.arguments());
    command.addAll(List.of("--output", folder, "--checkpoint-every", String.valueOf(every)));
    Redirect words = Redirect.appendTo(log);
    Process process = LznProcess.start(command, Map.of(), words, words);
    Thread end = new Thread(process::destroy, "end " + folder);
    Runtime.getRuntime().addShutdownHook(end); // asked to end, it leaves a checkpoint
    try {
      int status = process.waitFor();
      if (status != 0) {
        throw new IllegalStateException("ended with " + status + ", see " + log);
      }
      return folder;
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("was interrupted, see " + log, e);
    } finally {
      forget(end);
    }
  }

  private File log() {
    try {
      return Files.createDirectories(Path.of(folder)).resolve("train.log").toFile();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + folder + ": " + e.getMessage(), e);
    }
  }

  private static void forget(Thread end) {
    try {
      Runtime.getRuntime().removeShutdownHook(end);
    } catch (IllegalStateException e) {
      return; // this process is ending: the hook runs
    }
  }
}
