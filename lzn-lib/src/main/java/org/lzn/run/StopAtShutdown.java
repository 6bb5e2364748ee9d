package org.lzn.run;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.lzn.tensor.Notices;
import org.lzn.train.Trainer;

/**
 * Lets a training end with a checkpoint when its process is asked to end: by Ctrl-C, by the system,
 * or by the kernel's restart. Open it after the trainer, so that it is closed before.
 */
final class StopAtShutdown implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 120;

  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook;

  private StopAtShutdown(Trainer trainer) {
    hook =
        new Thread(
            () -> {
              trainer.stop();
              await();
            },
            "stop training");
  }

  /** Watches over a training that runs on the calling thread until this is closed. */
  static StopAtShutdown of(Trainer trainer) {
    StopAtShutdown stop = new StopAtShutdown(trainer);
    Runtime.getRuntime().addShutdownHook(stop.hook);
    return stop;
  }

  private void await() {
    try {
      boolean stopped = done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      Notices.say(
          stopped
              ? "Stopped. What began this training goes on from its last checkpoint."
              : "The training did not stop in " + PATIENCE_SECONDS + " s.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    done.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending: the hook runs, and has just been told that all is done.
      return;
    }
  }
}
