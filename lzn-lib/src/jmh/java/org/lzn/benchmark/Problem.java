package org.lzn.benchmark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.lzn.flow.Euler;
import org.lzn.latent.Anchors;
import org.lzn.latent.LatentComputation;
import org.lzn.latent.Latents;
import org.lzn.tensor.Scope;
import org.lzn.tensor.SeededRandom;

/** Latent computation of n anchors with its gradient, in either form: the load all measure. */
final class Problem implements AutoCloseable {
  static final int STEPS = 20;
  private static final double NOISE_LEVEL = 1e-4;

  private final NDManager manager = NDManager.newBaseManager();
  private final NDArray anchors;
  private final NDArray noise;
  private final NDArray upstream;

  Problem(int n, int q) {
    SeededRandom draws = SeededRandom.of(1);
    anchors = draws.normal(manager, "anchors", new Shape(n, q));
    noise = draws.normal(manager, "noise", new Shape(n, q));
    upstream = draws.normal(manager, "upstream", new Shape(n, q));
  }

  /** Forward and backward by the library; returns the gradient. */
  NDArray attentionForm() {
    LatentComputation computation =
        LatentComputation.with(Euler.steps(STEPS)).withNoiseLevel(NOISE_LEVEL);
    try (Scope scope = Scope.open();
        Latents latents = computation.of(Anchors.of(anchors), noise)) {
      return scope.keep(latents.gradient(upstream));
    }
  }

  /** Forward and backward by {@link DirectForm}; returns the gradient. */
  NDArray directForm() {
    return DirectForm.gradient(
        Euler.steps(STEPS).scheme(1 - NOISE_LEVEL, 0), NOISE_LEVEL, anchors, noise, upstream);
  }

  /**
   * Floating-point operations of the products in one {@link #attentionForm}: two forward, five
   * backward.
   */
  static double operations(int n, int q) {
    return 7.0 * 2 * n * n * q * STEPS;
  }

  /** Double-precision products the engine does in a second of processor time, in operations. */
  static double matmulRate() {
    int size = 2048;
    int repetitions = 8;
    try (NDManager scratch = NDManager.newBaseManager()) {
      NDArray a = scratch.randomNormal(new Shape(size, size)).toType(DataType.FLOAT64, true);
      a.matMul(a).close();
      double start = processorSeconds();
      for (int i = 0; i < repetitions; i++) {
        a.matMul(a).close();
      }
      return repetitions * 2.0 * size * size * size / (processorSeconds() - start);
    }
  }

  /**
   * Returns the processor time of this process, which waiting for a busy machine does not count.
   */
  static double processorSeconds() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return system.getProcessCpuTime() * 1e-9;
  }

  @Override
  public void close() {
    manager.close();
  }
}
