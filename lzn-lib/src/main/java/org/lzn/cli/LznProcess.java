package org.lzn.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command line in a Java process of its own, started as this one was. */
final class LznProcess {
  /** Where the engine reads how many threads it may use. */
  private static final String THREADS = "ai.djl.pytorch.num_threads";

  private LznProcess() {}

  /** Divides the processors among so many processes, this one among them, unless somebody has. */
  static void divideThreads(int processes) {
    if (System.getProperty(THREADS) == null && System.getenv("OMP_NUM_THREADS") == null) {
      int each = Math.max(1, Runtime.getRuntime().availableProcessors() / processes);
      System.setProperty(THREADS, String.valueOf(each));
    }
  }

  /**
   * Starts one.
   *
   * @param arguments of its command
   * @param environment what is added to this process's
   * @param errors where what it says to the user goes
   */
  static Process start(
      List<String> arguments, Map<String, String> environment, Redirect output, Redirect errors) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    if (System.getProperty(THREADS) != null) {
      command.add("-D" + THREADS + "=" + System.getProperty(THREADS));
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Lzn.class.getName()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    try {
      Process process = builder.redirectOutput(output).redirectError(errors).start();
      process.getOutputStream().close();
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start a process: " + e.getMessage(), e);
    }
  }
}
