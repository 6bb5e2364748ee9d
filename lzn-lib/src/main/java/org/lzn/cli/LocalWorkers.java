package org.lzn.cli;

import ai.djl.engine.Engine;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.lzn.workers.Meeting;
import org.lzn.workers.Workers;

/**
 * The workers of a training on this machine: this process is the first, each other one a Java
 * process that runs the same command. When this one ends, so do they.
 */
final class LocalWorkers implements AutoCloseable {
  /** As torchrun calls the number of a worker among those of its machine. */
  static final String LOCAL_RANK = "LOCAL_RANK";

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
    LznProcess.divideThreads(size);
    Engine.getInstance(); // unpacks its libraries: two processes at once would spoil them
    LocalWorkers workers = new LocalWorkers(Meeting.here(size));
    try {
      for (int rank = 1; rank < size; rank++) {
        workers.others.add(process(workers.meeting.withRank(rank), arguments));
      }
      return workers;
    } catch (UncheckedIOException e) {
      workers.close();
      throw e;
    }
  }

  private static Process process(Meeting meeting, List<String> arguments) {
    Map<String, String> place = new HashMap<>(meeting.environment());
    place.put(LOCAL_RANK, String.valueOf(meeting.rank()));
    return LznProcess.start(arguments, place, Redirect.DISCARD, Redirect.INHERIT);
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
