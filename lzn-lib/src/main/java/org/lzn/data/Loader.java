package org.lzn.data;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.lzn.tensor.Require;

/**
 * Reads, decodes and augments the next batches in background threads while a step is computed.
 *
 * <p>The batch of a step is bit for bit what {@link Batches#load} gives. Steps are best asked for
 * in ascending order, beginning anywhere: another order works, but then nothing is prepared. At
 * most {@code ahead + 1} batches are held at a time. One thread at a time may ask.
 */
public final class Loader implements AutoCloseable {
  private final Batches batches;
  private final int ahead;
  private final long end;
  private final ExecutorService threads;
  private final Deque<Pending> pending = new ArrayDeque<>();

  private Loader(Batches batches, int threads, int ahead, long end) {
    this.batches = batches;
    this.ahead = ahead;
    this.end = end;
    this.threads = Executors.newFixedThreadPool(threads, Loader::daemon);
  }

  /**
   * Opens a loader for a training that may go on for ever; nothing is read before the first batch
   * is asked for.
   *
   * @param batches what to load
   * @param threads how many threads decode, 1 or more
   * @param ahead how many batches to prepare beyond the one asked for, 0 or more
   */
  public static Loader of(Batches batches, int threads, int ahead) {
    return of(batches, threads, ahead, Long.MAX_VALUE);
  }

  /** Opens a loader that prepares nothing for the step {@code end} and later ones. */
  public static Loader of(Batches batches, int threads, int ahead, long end) {
    Require.that(threads >= 1, "a loader needs 1 thread or more, got %d", threads);
    Require.that(ahead >= 0, "batches ahead must be 0 or more, got %d", ahead);
    return new Loader(batches, threads, ahead, end);
  }

  /**
   * Returns the batch of a step and lets the threads go on to the next ones.
   *
   * @throws org.lzn.file.BadFileException if an image of this batch is missing or damaged; the
   *     loader stays usable
   */
  public LoadedBatch batch(long step) {
    Require.that(!threads.isShutdown(), "this loader is closed");
    if (!pending.isEmpty() && pending.peek().assembly.step() != step) {
      cancel();
    }
    long last = Math.max(step, Math.min(step + ahead, end - 1));
    for (long next = step + pending.size(); next <= last; next++) {
      pending.add(submit(new BatchAssembly(batches, next)));
    }
    return await(pending.remove());
  }

  /** Stops the threads and forgets what they prepared. */
  @Override
  public void close() {
    cancel();
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException("an image still loads a minute after the loader's close");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Pending submit(BatchAssembly assembly) {
    List<Future<?>> images = new ArrayList<>();
    for (int i = 0; i < assembly.size(); i++) {
      int row = i;
      images.add(threads.submit(() -> assembly.fill(row)));
    }
    return new Pending(assembly, images);
  }

  private static LoadedBatch await(Pending batch) {
    try {
      for (Future<?> image : batch.images) {
        image.get();
      }
      return batch.assembly.whole();
    } catch (ExecutionException e) {
      batch.cancel();
      throw rethrown(e.getCause());
    } catch (InterruptedException e) {
      batch.cancel();
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          "interrupted while waiting for the batch of step " + batch.assembly.step(), e);
    }
  }

  /** The worker's own exception, so that the caller sees the same with and without threads. */
  private static RuntimeException rethrown(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return (RuntimeException) cause; // a Runnable throws nothing else
  }

  private void cancel() {
    pending.forEach(Pending::cancel);
    pending.clear();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "image loader");
    thread.setDaemon(true);
    return thread;
  }

  private record Pending(BatchAssembly assembly, List<Future<?>> images) {
    void cancel() {
      // A read that has begun is let through: interrupting it would only spoil its file's error.
      images.forEach(image -> image.cancel(false));
    }
  }
}
