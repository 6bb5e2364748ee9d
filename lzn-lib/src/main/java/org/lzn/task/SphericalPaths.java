package org.lzn.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.lzn.tensor.Constants;
import org.lzn.tensor.Require;

/**
 * Ways between pairs of points of a Gaussian space,
 *
 * <pre>z(s) = cos(πs/2) z_a + sin(πs/2) z_b,   0 ≤ s ≤ 1,</pre>
 *
 * which have the variance of the prior everywhere, as a straight line has not.
 *
 * @param pairs n; the ends of way i are the rows i and n + i of a matrix
 * @param points on each way, both ends included, 2 or more
 */
record SphericalPaths(int pairs, int points) {
  SphericalPaths {
    Require.that(points >= 2, "a way has two ends: points must be 2 or more, got %d", points);
  }

  /** Returns the number of points on all ways. */
  int size() {
    return Math.multiplyExact(pairs, points);
  }

  /**
   * Returns what each end contributes to the points from (inclusive) to (exclusive), way after way,
   * shape (k, 2n): times the ends, (2n, d), it gives the points.
   */
  NDArray shares(NDManager manager, int from, int to) {
    float[] shares = new float[2 * pairs * (to - from)];
    for (int k = from; k < to; k++) {
      int row = 2 * pairs * (k - from);
      int way = k / points;
      double angle = Math.PI / 2 * (k % points) / (points - 1);
      shares[row + way] = (float) Math.cos(angle);
      shares[row + pairs + way] = (float) Math.sin(angle);
    }
    return Constants.of(manager, shares, new Shape(to - from, 2L * pairs));
  }
}
