package org.lzn.benchmark;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.nio.ByteBuffer;
import java.util.function.UnaryOperator;
import org.lzn.tensor.Constants;

/**
 * Reproduces why the library never multiplies by a Java number under a gradient.
 *
 * <p>DJL 0.36.0 wraps the number of {@code x.mul(3f)} in a tensor over a direct buffer of Java and
 * drops it on return, while libtorch's graph keeps the address. When Java collects garbage before
 * the backward pass, the gradient is read from freed memory. It should be 3 everywhere.
 */
public final class ScalarTrap {
  private static final int TRIALS = 20;

  // Written so that the allocations that overwrite the freed memory are not optimised away.
  static volatile ByteBuffer scratch;

  private ScalarTrap() {}

  /** Counts wrong gradients with a Java number and with a constant in native memory. */
  public static void main(String[] arguments) {
    System.out.printf("x.mul(3f):               %d of %d wrong%n", wrong(x -> x.mul(3f)), TRIALS);
    System.out.printf(
        "Constants.scale(x, 3):   %d of %d wrong%n", wrong(x -> Constants.scale(x, 3)), TRIALS);
  }

  private static int wrong(UnaryOperator<NDArray> triple) {
    int wrong = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      try (NDManager manager = NDManager.newBaseManager()) {
        NDArray x = manager.ones(new Shape(4));
        x.setRequiresGradient(true);
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
          NDArray y = triple.apply(x).sum();
          collectGarbage();
          collector.backward(y);
        }
        for (float slope : x.getGradient().toFloatArray()) {
          if (slope != 3) {
            wrong++;
            break;
          }
        }
      }
    }
    return wrong;
  }

  /** Frees what is unreachable and lets small buffers take its place. */
  @SuppressWarnings("SystemGc")
  private static void collectGarbage() {
    System.gc();
    try {
      Thread.sleep(50); // the cleaner that frees direct buffers has a thread of its own
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (int i = 0; i < 1000; i++) {
      scratch = ByteBuffer.allocateDirect(4).putFloat(0, -i);
    }
  }
}
