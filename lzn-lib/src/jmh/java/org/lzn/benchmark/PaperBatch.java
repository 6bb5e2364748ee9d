package org.lzn.benchmark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Locale;
import org.lzn.flow.Euler;
import org.lzn.latent.Anchors;
import org.lzn.latent.LatentComputation;
import org.lzn.latent.Latents;
import org.lzn.run.Machine;
import org.lzn.tensor.Scope;
import org.lzn.tensor.SeededRandom;

/**
 * Latent computation of the batch of case study 2 ([Lin25] §4: n = 8192, q = 256, 20 Euler steps),
 * forward and backward once, on all cores, beside the engine's double-precision matrix product.
 */
public final class PaperBatch {
  private static final int N = 8192;
  private static final int Q = 256;
  private static final int STEPS = 20;

  private PaperBatch() {}

  /** Prints seconds, peak memory and rates. */
  public static void main(String[] arguments) {
    try (Scope scope = Scope.open();
        NDManager manager = NDManager.newBaseManager()) {
      double seconds = seconds(manager);
      long peak = Machine.peakMemoryBytes();
      // two products forward, five backward, two operations for a multiply-add
      double rate = 7.0 * STEPS * 2 * N * N * Q / seconds * 1e-9;
      System.out.printf(
          Locale.ROOT,
          "n %d, q %d: %.1f s, peak %.2f GiB, %.0f GFLOP/s; matrix product %.0f GFLOP/s%n",
          N,
          Q,
          seconds,
          peak / (double) (1 << 30),
          rate,
          productRate(manager));
    }
  }

  private static double seconds(NDManager manager) {
    Shape shape = new Shape(N, Q);
    NDArray anchors = SeededRandom.of(1).normal(manager, "anchors", shape);
    NDArray noise = SeededRandom.of(1).normal(manager, "noise", shape);
    NDArray upstream = SeededRandom.of(1).normal(manager, "upstream", shape);
    LatentComputation zones =
        LatentComputation.with(Euler.steps(STEPS)).withNoiseLevel(1e-4).withAlpha(0.45);
    long start = System.nanoTime();
    try (Latents latents = zones.of(Anchors.of(anchors), noise)) {
      latents.gradient(upstream).sum().getFloat(); // read, so that the work is done
    }
    return (System.nanoTime() - start) * 1e-9;
  }

  /** Returns the best of six products of 4096 × 4096 matrices. */
  private static double productRate(NDManager manager) {
    int side = 4096;
    NDArray x =
        SeededRandom.of(1)
            .normal(manager, "matrix", new Shape(side, side))
            .toType(DataType.FLOAT64, false);
    double best = 0;
    for (int i = 0; i < 6; i++) {
      long start = System.nanoTime();
      try (NDArray product = x.matMul(x)) {
        product.getDouble(0, 0);
      }
      best = Math.max(best, 2 * Math.pow(side, 3) / (System.nanoTime() - start));
    }
    return best;
  }
}
