package org.lzn.objective;

import ai.djl.ndarray.NDArray;
import org.lzn.tensor.Constants;
import org.lzn.tensor.HostTransfers;
import org.lzn.tensor.Require;

/** What the objectives on two views of a batch share. */
final class TwoViews {
  /** The share of images whose two views find each other: the measure by which methods compare. */
  static final String RATE = "alignment rate";

  /** Keeps a vector of zeros from becoming NaN; far below any sum of squares that counts. */
  private static final float SMALLEST = 1e-12f;

  private TwoViews() {}

  /** Throws unless the step has two views. */
  static void require(Step step) {
    Require.that(
        step.views() == 2,
        "the batch must have two views of each image, got %d: use seeing(view, view)",
        step.views());
  }

  /** Returns the rows (n, d) scaled to length 1; differentiable. */
  static NDArray unit(NDArray rows) {
    NDArray squares = rows.mul(rows).sum(new int[] {1}, true);
    return rows.div(squares.add(SMALLEST).sqrt());
  }

  /** Returns minus the mean of the rows' entries on the diagonal of (n, n); differentiable. */
  static NDArray minusMeanOfDiagonal(NDArray square) {
    long n = square.getShape().get(0);
    NDArray diagonal = square.mul(square.getManager().eye(Math.toIntExact(n)));
    return Constants.scale(diagonal.sum(), -1.0 / n);
  }

  /**
   * Returns the share of rows of (n, m), m ≥ n, whose largest entry stands in column i of row i.
   */
  static double rate(NDArray similarities) {
    long[] nearest = HostTransfers.longs(similarities.argMax(1));
    int right = 0;
    for (int i = 0; i < nearest.length; i++) {
      right += nearest[i] == i ? 1 : 0;
    }
    return (double) right / nearest.length;
  }
}
