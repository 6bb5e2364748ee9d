package org.lzn.latent;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.lzn.tensor.SeededRandom;

/** Seeded double-precision test data and difference quotients. */
final class Samples {
  private final NDManager manager;
  private final SeededRandom draws;

  Samples(NDManager manager, long seed) {
    this.manager = manager;
    draws = SeededRandom.of(seed);
  }

  NDArray normal(String purpose, long... shape) {
    return draws.normal(manager, purpose, new Shape(shape)).toType(DataType.FLOAT64, true);
  }

  /** A scalar function of one array. */
  @FunctionalInterface
  interface Loss {
    double of(NDArray x);
  }

  /**
   * Compares a gradient with central differences along random directions.
   *
   * @return the largest |⟨gradient, d⟩ - difference quotient| / max(1, |gradient|)
   */
  double gradientError(NDArray x, NDArray gradient, Loss loss) {
    double h = 1e-5;
    double worst = 0;
    for (int i = 0; i < 4; i++) {
      NDArray direction = normal("direction " + i, x.getShape().getShape());
      double up = loss.of(x.add(direction.mul(h)));
      double down = loss.of(x.sub(direction.mul(h)));
      worst = Math.max(worst, Math.abs(dot(gradient, direction) - (up - down) / (2 * h)));
    }
    return worst / Math.max(1, Math.sqrt(dot(gradient, gradient)));
  }

  /** Returns max |a - b| / max(1, max |b|). */
  static double distance(NDArray a, NDArray b) {
    double scale = Math.max(1, b.abs().max().getDouble());
    return a.sub(b).abs().max().getDouble() / scale;
  }

  static double dot(NDArray a, NDArray b) {
    return a.mul(b).sum().getDouble();
  }

  static int[] inOrder(int n) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    return order;
  }
}
