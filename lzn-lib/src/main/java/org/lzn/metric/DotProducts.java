package org.lzn.metric;

import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** All inner products a_i·b_j of two sets of features, tile after tile: never the whole matrix. */
final class DotProducts {
  private static final int TILE = 1024;

  private DotProducts() {}

  /** What is done with the products of one sample of a and {@code count} samples of b. */
  @FunctionalInterface
  interface Visitor {
    /**
     * Gets products[offset + j] = a_i·b_{start + j} for j from 0 to count - 1, in several calls for
     * each i. Calls for different i may come from different threads.
     */
    void visit(int i, int start, int count, double[] products, int offset);
  }

  /** Visits all pairs. */
  static void visit(Features a, Features b, Visitor visitor) {
    for (int start = 0; start < b.size(); start += TILE) {
      int from = start;
      int columns = Math.min(b.size() - from, TILE);
      INDArray right = b.matrix(from, from + columns);
      for (int top = 0; top < a.size(); top += TILE) {
        int first = top;
        int rows = Math.min(a.size() - first, TILE);
        double[] tile = tile(right, a.matrix(first, first + rows));
        IntStream.range(0, rows)
            .parallel()
            .forEach(i -> visitor.visit(first + i, from, columns, tile, i * columns));
      }
    }
  }

  /** Returns B A', column after column: one column per sample of a. */
  private static double[] tile(INDArray b, INDArray a) {
    INDArray result = Nd4j.create(DataType.DOUBLE, new long[] {b.rows(), a.rows()}, 'f');
    return Nd4j.gemm(b, a, result, false, true, 1, 0).data().asDouble();
  }

  /** Returns |x|² of each sample. */
  static double[] squares(Features features) {
    double[] squares = new double[features.size()];
    for (int i = 0; i < squares.length; i++) {
      for (double value : features.rows(i, i + 1)) {
        squares[i] += value * value;
      }
    }
    return squares;
  }

  /** Returns the sum of f(a_i·b_j, i, j) over all pairs. */
  static double sum(Features a, Features b, KernelFunction kernel) {
    double[] rows = new double[a.size()];
    visit(
        a,
        b,
        (i, start, count, products, offset) -> {
          double sum = 0;
          for (int j = 0; j < count; j++) {
            sum += kernel.of(products[offset + j], i, start + j);
          }
          rows[i] += sum;
        });
    double sum = 0;
    for (double row : rows) {
      sum += row;
    }
    return sum;
  }

  /** A function of an inner product and of its samples' numbers. */
  @FunctionalInterface
  interface KernelFunction {
    double of(double product, int i, int j);
  }
}
