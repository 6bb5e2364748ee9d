package org.lzn.metric;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Squared distances between samples of features: those of all pairs in single precision, each with
 * a bound of its error, and that of a single pair exactly (in double precision). What compares
 * distances looks at the exact ones only where the others leave it open.
 *
 * <p>Features are moved to a common centre and scaled so that the longest has length 1. Then |x -
 * y|² = |x|² + |y|² - 2 x·y, where only the product of d numbers is single: its error is at most (d
 * + 4) 2⁻²⁴ |x| |y| in whatever order it is summed, [Hig02] §3.1. All that is double, and the
 * products too small for single precision, is bounded generously.
 */
final class CoarseFeatures {
  private static final int TILE = 1024;
  private static final double SINGLE = 0x1p-24;

  private final Features features;
  private final double scale;
  private final List<INDArray> blocks; // of TILE rows, float32
  private final double[] squares; // |x|²
  private final double[] lengths; // |x|
  private final double[] slack; // what a sample adds to the error bound besides its product's

  private CoarseFeatures(Features features, double[] centre, double scale) {
    this.features = features;
    this.scale = scale;
    int n = features.size();
    squares = new double[n];
    slack = new double[n];
    double middle = length(centre);
    List<float[]> rows =
        IntStream.iterate(0, from -> from < n, from -> from + TILE)
            .parallel()
            .mapToObj(from -> rows(from, Math.min(n, from + TILE), centre, middle))
            .toList();
    // Here, not in the stream: ND4J looks for its backend in the class loader of the thread that
    // needs it first, and a notebook's libraries are not in that of a pool's threads.
    blocks = rows.stream().map(this::matrix).toList();
    lengths = Arrays.stream(squares).map(Math::sqrt).toArray();
  }

  /** Returns sets of features around one centre, the mean of the first, at one scale. */
  static List<CoarseFeatures> of(Features... sets) {
    double[] centre = mean(sets[0]);
    double longest = Stream.of(sets).mapToDouble(set -> longest(set, centre)).max().orElseThrow();
    double scale = longest > 0 ? Math.min(1 / longest, 1e300) : 1;
    return Stream.of(sets).map(set -> new CoarseFeatures(set, centre, scale)).toList();
  }

  private float[] rows(int from, int to, double[] centre, double middle) {
    int d = centre.length;
    double[] rows = features.rows(from, to);
    float[] values = new float[rows.length];
    for (int i = from; i < to; i++) {
      double whole = 0;
      for (int c = 0; c < d; c++) {
        int at = (i - from) * d + c;
        double value = (rows[at] - centre[c]) * scale;
        values[at] = (float) value;
        squares[i] += value * value;
        whole += rows[at] * scale * (rows[at] * scale);
      }
      double centring = Math.sqrt(whole) + scale * middle;
      slack[i] = 0x1p-45 * squares[i] + 0x1p-50 * centring + 0x1p-124 * d;
    }
    return values;
  }

  private INDArray matrix(float[] rows) {
    return Nd4j.create(rows, new long[] {rows.length / features.width(), features.width()}, 'c');
  }

  /** Returns the number of samples. */
  int size() {
    return squares.length;
  }

  /** Returns by how much lengths were multiplied. */
  double scale() {
    return scale;
  }

  /** Returns the squared distance of two samples, scaled; the same from either side. */
  double exact(int i, CoarseFeatures other, int j) {
    double[] x = features.rows(i, i + 1);
    double[] y = other.features.rows(j, j + 1);
    double sum = 0;
    for (int c = 0; c < x.length; c++) {
      double difference = (x[c] - y[c]) * scale;
      sum += difference * difference;
    }
    return sum;
  }

  /** What is done with the distances of one sample to some others. */
  @FunctionalInterface
  interface Visitor {
    /**
     * Gets the squared distances of sample i to the samples from, from + 1, … in single precision,
     * scaled, and how far at most each is from the exact one. A sample's distance to itself is not
     * a number. Calls for different i may come from different threads.
     */
    void visit(int i, int from, double[] squares, double[] errors);
  }

  /** Visits all pairs of a sample i of these and a sample j of others, j ascending for each i. */
  void visit(CoarseFeatures others, Visitor visitor) {
    for (int b = 0; b < others.blocks.size(); b++) {
      for (int a = 0; a < blocks.size(); a++) {
        INDArray products = products(others.blocks.get(b), blocks.get(a));
        visit(a, others, b, products.data().asFloat(), visitor);
      }
    }
  }

  /** Visits all pairs of two different samples, from both sides. */
  void visit(Visitor visitor) {
    Visitor different =
        (i, from, squares, errors) -> {
          if (from <= i && i < from + squares.length) {
            squares[i - from] = Double.NaN;
          }
          visitor.visit(i, from, squares, errors);
        };
    for (int b = 0; b < blocks.size(); b++) {
      for (int a = 0; a <= b; a++) {
        INDArray products = products(blocks.get(b), blocks.get(a));
        visit(a, this, b, products.data().asFloat(), different);
        if (a < b) {
          visit(b, this, a, products.dup('c').data().asFloat(), different);
        }
      }
    }
  }

  /** Visits the pairs of two blocks; the products are one row for each sample of block a. */
  private void visit(int a, CoarseFeatures others, int b, float[] products, Visitor visitor) {
    int count = others.blocks.get(b).rows();
    IntStream.range(0, blocks.get(a).rows())
        .parallel()
        .forEach(row -> visit(a * TILE + row, others, b * TILE, products, row * count, visitor));
  }

  private void visit(
      int i, CoarseFeatures others, int from, float[] products, int offset, Visitor visitor) {
    int count = Math.min(TILE, others.size() - from);
    double[] distances = new double[count];
    double[] errors = new double[count];
    double ofProduct = 2.1 * SINGLE * (features.width() + 4) * lengths[i];
    for (int j = 0; j < count; j++) {
      distances[j] = squares[i] + others.squares[from + j] - 2.0 * products[offset + j];
      errors[j] = ofProduct * others.lengths[from + j] + slack[i] + others.slack[from + j];
    }
    visitor.visit(i, from, distances, errors);
  }

  /** Returns B A', column after column: one column per sample of a. */
  private static INDArray products(INDArray b, INDArray a) {
    INDArray result = Nd4j.create(DataType.FLOAT, new long[] {b.rows(), a.rows()}, 'f');
    return Nd4j.gemm(b, a, result, false, true, 1, 0);
  }

  private static double[] mean(Features features) {
    double[] mean = new double[features.width()];
    for (int i = 0; i < features.size(); i++) {
      double[] row = features.rows(i, i + 1);
      for (int c = 0; c < mean.length; c++) {
        mean[c] += row[c] / features.size();
      }
    }
    return mean;
  }

  private static double longest(Features features, double[] centre) {
    return IntStream.range(0, features.size())
        .parallel()
        .mapToDouble(
            i -> {
              double[] row = features.rows(i, i + 1);
              Arrays.setAll(row, c -> row[c] - centre[c]);
              return length(row);
            })
        .max()
        .orElseThrow();
  }

  /** Returns |x|, which overflows only where |x| does. */
  private static double length(double[] x) {
    double largest = Arrays.stream(x).map(Math::abs).max().orElseThrow();
    if (largest == 0) {
      return 0;
    }
    return largest * Math.sqrt(Arrays.stream(x).map(v -> v / largest * (v / largest)).sum());
  }
}
