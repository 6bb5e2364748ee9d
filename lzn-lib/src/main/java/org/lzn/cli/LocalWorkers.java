package org.lzn.cli;

import ai.djl.engine.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.lzn.workers.Meeting;
import org.lzn.workers.Workers;

/**
 * The workers of a training on this machine: this process is the first, each other one a Java
 * process that runs the same command. When this one ends, so do they.
 */
final class LocalWorkers implements AutoCloseable {
  private static final String HERE = "127.0.0.1";

  /** As torchrun calls the number of a worker among those of its machine. */
  static final String LOCAL_RANK = "LOCAL_RANK";

  /** Where the engine reads how many threads it may use. */
  private static final String THREADS = "ai.djl.pytorch.num_threads";

  private static final int PATIENCE_SECONDS = 10;

  private final List<Process> others = new ArrayList<>();
  private final Meeting meeting;
  private volatile boolean met;

  private LocalWorkers(Meeting meeting) {
    this.meeting = meeting;
  }

  /**
   * Starts the other workers.
   *
   * @param arguments of their command
   */
  static LocalWorkers start(int size, List<String> arguments) {
    Meeting.requireEngine();
    divideThreads(size);
    Engine.getInstance(); // unpacks its libraries: two processes at once would spoil them
    LocalWorkers workers = new LocalWorkers(new Meeting(HERE, freePort(), 0, size));
    try {
      for (int rank = 1; rank < size; rank++) {
        workers.others.add(process(workers.meeting.withRank(rank), arguments));
      }
      return workers;
    } catch (IOException e) {
      workers.close();
      throw new UncheckedIOException("cannot start a worker: " + e.getMessage(), e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no port is free: " + e.getMessage(), e);
    }
  }

  private static Process process(Meeting meeting, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    if (System.getProperty(THREADS) != null) {
      command.add("-D" + THREADS + "=" + System.getProperty(THREADS));
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Lzn.class.getName()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(meeting.environment());
    builder.environment().put(LOCAL_RANK, String.valueOf(meeting.rank()));
    Process process =
        builder.redirectOutput(Redirect.DISCARD).redirectError(Redirect.INHERIT).start();
    process.getOutputStream().close();
    return process;
  }

  /** Divides the processors among the workers, unless somebody has. */
  private static void divideThreads(int size) {
    if (System.getProperty(THREADS) == null && System.getenv("OMP_NUM_THREADS") == null) {
      int each = Math.max(1, Runtime.getRuntime().availableProcessors() / size);
      System.setProperty(THREADS, String.valueOf(each));
    }
  }

  /** Meets the other workers; if one of them ends before, nobody waits for it. */
  Workers join() {
    for (Process other : others) {
      CompletableFuture<Void> unused = other.onExit().thenAccept(this::giveUpUnlessMet);
    }
    Workers workers = meeting.join();
    met = true;
    return workers;
  }

  private void giveUpUnlessMet(Process ended) {
    if (!met) {
      others.forEach(Process::destroyForcibly);
      System.err.println(
          "lzn: worker "
              + (others.indexOf(ended) + 1)
              + " ended before the training began, with "
              + ended.exitValue());
      Runtime.getRuntime().halt(1); // the meeting, in native code, cannot be left
    }
  }

  /** Waits for the other workers, which have ended or are about to; stops those that are not. */
  @Override
  public void close() {
    met = true;
    try {
      for (Process other : others) {
        if (!other.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          other.destroyForcibly();
        }
      }
    } catch (InterruptedException e) {
      others.forEach(Process::destroyForcibly);
      Thread.currentThread().interrupt();
    }
  }
}
