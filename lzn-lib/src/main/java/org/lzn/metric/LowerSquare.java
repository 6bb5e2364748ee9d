package org.lzn.metric;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A growing sum of products X'X, float64, of which only the lower triangle is computed: it lies in
 * panels of columns, each from its own diagonal downwards, so that every product is large and goes
 * straight into its place.
 */
final class LowerSquare {
  /** Columns of a panel: few waste little above the diagonal, many make quick products. */
  private static final int PANEL = 256;

  private final int width;
  private final List<INDArray> panels = new ArrayList<>();

  /** Makes a sum of 0, shape (d, d). */
  LowerSquare(int d) {
    width = d;
    for (int from = 0; from < d; from += PANEL) {
      panels.add(zeros(d - from, Math.min(PANEL, d - from)));
    }
  }

  /** Returns zeros, column after column. */
  static INDArray zeros(int rows, int columns) {
    return Nd4j.create(DataType.DOUBLE, new long[] {rows, columns}, 'f');
  }

  /** Adds X'X; X is (n, d). */
  void add(INDArray x) {
    for (int p = 0; p < panels.size(); p++) {
      INDArray panel = panels.get(p);
      int from = p * PANEL;
      INDArray below = columns(x, from, width);
      Nd4j.gemm(below, columns(x, from, from + panel.columns()), panel, true, false, 1, 1);
    }
  }

  /** Adds another sum. */
  void add(LowerSquare other) {
    for (int p = 0; p < panels.size(); p++) {
      panels.get(p).addi(other.panels.get(p));
    }
  }

  /**
   * Returns the sum times a factor, column after column; its upper triangle is not the sum's, and
   * no one may read it.
   */
  INDArray times(double factor) {
    INDArray whole = zeros(width, width);
    for (int p = 0; p < panels.size(); p++) {
      INDArray panel = panels.get(p);
      long from = (long) p * PANEL;
      INDArrayIndex rows = NDArrayIndex.interval(from, width);
      whole
          .get(rows, NDArrayIndex.interval(from, from + panel.columns()))
          .assign(panel.mul(factor));
    }
    return whole;
  }

  /** Returns columns from (inclusive) to (exclusive) of a matrix that lies column after column. */
  static INDArray columns(INDArray x, long from, long to) {
    return x.get(NDArrayIndex.all(), NDArrayIndex.interval(from, to));
  }
}
