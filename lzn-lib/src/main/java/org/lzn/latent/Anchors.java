package org.lzn.latent;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lzn.tensor.HostTransfers;
import org.lzn.tensor.Require;
import org.lzn.tensor.Scope;

/**
 * The anchors a_j of a batch, the points the latent flow ends at, with optional weights: π_1 = Σ_j
 * weight_j δ(a_j) [Lin25] §2.2.1.
 */
public final class Anchors {
  private final NDArray points;
  private final NDArray weights;

  private Anchors(NDArray points, NDArray weights) {
    this.points = points;
    this.weights = weights;
  }

  /**
   * Returns anchors of equal weight.
   *
   * @param points shape (n, q), float32 or float64, all finite
   */
  public static Anchors of(NDArray points) {
    Shape shape = points.getShape();
    Require.that(
        shape.dimension() == 2 && shape.size() > 0,
        "anchors must be (n, q) and not empty, got %s",
        shape);
    requireFinite(points);
    return new Anchors(points, null);
  }

  /**
   * Returns the same anchors with weights; only their ratios count.
   *
   * @param shares shape (n), not negative, not all zero
   */
  public Anchors withWeights(NDArray shares) {
    Require.shape("weights", shares, count());
    double[] values = doubles(shares);
    for (int j = 0; j < values.length; j++) {
      Require.that(
          values[j] >= 0 && Double.isFinite(values[j]),
          "weights must be finite and not negative, got %s for anchor %s",
          values[j],
          j);
    }
    Require.that(
        Arrays.stream(values).anyMatch(w -> w > 0), "at least one weight must be positive");
    return new Anchors(points, shares);
  }

  /** Returns the anchors, shape (n, q). */
  public NDArray points() {
    return points;
  }

  /** Returns the weights, shape (n), if they are not all equal. */
  public Optional<NDArray> weights() {
    return Optional.ofNullable(weights);
  }

  /** Returns n. */
  public int count() {
    return Math.toIntExact(points.getShape().get(0));
  }

  /** Returns q. */
  public int dimension() {
    return Math.toIntExact(points.getShape().get(1));
  }

  private static void requireFinite(NDArray points) {
    try (Scope ignored = Scope.open()) {
      NDArray zeroIfFinite = points.sub(points).abs().sum(new int[] {1});
      double[] rows = doubles(zeroIfFinite);
      IntStream.range(0, rows.length)
          .filter(i -> rows[i] != 0)
          .findFirst()
          .ifPresent(
              i -> {
                throw new IllegalArgumentException(
                    "anchors must be finite, but row " + i + " holds NaN or infinity");
              });
    }
  }

  private static double[] doubles(NDArray array) {
    try (Scope ignored = Scope.open()) {
      return HostTransfers.doubles(array.toType(DataType.FLOAT64, false));
    }
  }
}
