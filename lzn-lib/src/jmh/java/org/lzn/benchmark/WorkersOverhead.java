package org.lzn.benchmark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.lzn.tensor.Devices;
import org.lzn.tensor.Scope;
import org.lzn.workers.Meeting;
import org.lzn.workers.Workers;

/**
 * What a step of several workers pays for being one of several: gradients summed in place, anchors
 * gathered, their gradients summed. Started alone it makes the workers itself, on this machine; a
 * launcher, such as mpirun, may start them as well.
 */
public final class WorkersOverhead {
  private static final int WARM = 3;
  private static final int TIMES = 11;
  private static final int ANCHORS = 8192;
  private static final int LATENT = 256;

  private WorkersOverhead() {}

  /**
   * Prints medians.
   *
   * @param arguments how many workers, 2 if not given
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Optional<Supplier<Workers>> launched = Workers.launched(System.getenv());
    if (launched.isEmpty()) {
      start(arguments.length == 0 ? 2 : Integer.parseInt(arguments[0]));
      return;
    }
    try (Workers workers = launched.get().get();
        NDManager manager = Devices.newManager()) {
      for (long parameters : new long[] {716_932, 62_000_000}) {
        NDArray gradients = manager.zeros(new Shape(parameters));
        say(
            workers,
            String.format("gradients of %,d parameters", parameters),
            () -> workers.sumInPlace(List.of(gradients)));
      }
      Shape own = new Shape(ANCHORS / workers.size(), LATENT);
      NDArray anchors = manager.zeros(own, DataType.FLOAT32);
      NDArray all = manager.zeros(new Shape(ANCHORS, LATENT), DataType.FLOAT32);
      say(workers, "8,192 anchors gathered", () -> in(() -> workers.gather(anchors)));
      say(workers, "their gradients summed", () -> in(() -> workers.sum(all)));
      say(workers, "one number", () -> in(() -> workers.sum(1.0)));
      workers.finish();
    }
  }

  private static void in(Supplier<?> work) {
    try (Scope scope = Scope.open()) {
      Object unused = work.get();
    }
  }

  /** Workers come together before each call, so that nobody's lateness is counted. */
  private static void say(Workers workers, String what, Runnable call) {
    double[] seconds = new double[TIMES];
    for (int i = -WARM; i < TIMES; i++) {
      double unused = workers.sum(0.0);
      long start = System.nanoTime();
      call.run();
      seconds[Math.max(i, 0)] = (System.nanoTime() - start) / 1e9;
    }
    Arrays.sort(seconds);
    if (workers.isFirst()) {
      System.out.printf(
          "%d workers, %s: %.2f ms (%.2f to %.2f)%n",
          workers.size(),
          what,
          seconds[TIMES / 2] * 1e3,
          seconds[0] * 1e3,
          seconds[TIMES - 1] * 1e3);
    }
  }

  private static void start(int size) throws IOException, InterruptedException {
    Meeting meeting = Meeting.here(size);
    List<Process> processes = new ArrayList<>();
    for (int rank = 0; rank < size; rank++) {
      ProcessBuilder builder =
          new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Xmx2g",
              "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
              "-cp",
              System.getProperty("java.class.path"),
              WorkersOverhead.class.getName());
      builder.environment().putAll(meeting.withRank(rank).environment());
      builder.environment().putIfAbsent("OMP_NUM_THREADS", "1");
      processes.add(builder.inheritIO().start());
    }
    for (Process process : processes) {
      process.waitFor();
    }
  }
}
