package org.lzn.metric;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import org.lzn.tensor.Require;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Mean μ and covariance Σ of features, gathered a few samples at a time ([Chan83]):
 *
 * <pre>
 * δ = mean of the new - μ,   μ += m/(n+m) δ,   S += S of the new + nm/(n+m) δδ',   Σ = S/(n-1)
 * </pre>
 *
 * <p>Float64. No squares of large numbers are subtracted, so that features far from zero lose
 * nothing; the memory is that of Σ, whatever the number of samples.
 */
public final class FeatureStatistics {
  private static final int CHUNK = 2048;
  private static final int TILE = 32;

  private final INDArray mean;
  private final LowerSquare scatter; // S
  private long size;

  private FeatureStatistics(int width) {
    mean = Nd4j.zeros(DataType.DOUBLE, 1, width);
    scatter = new LowerSquare(width);
  }

  /** Returns the statistics of no samples of d features. */
  public static FeatureStatistics ofWidth(int d) {
    Require.that(d >= 1, "the number of features must be 1 or more, got %d", d);
    return new FeatureStatistics(d);
  }

  /** Returns the statistics of all samples. */
  public static FeatureStatistics of(Features features) {
    return ofWidth(features.width()).add(features);
  }

  /** Adds samples. */
  @CanIgnoreReturnValue
  public FeatureStatistics add(Features features) {
    requireWidth(features.width());
    int d = width();
    for (int from = 0; from < features.size(); from += CHUNK) {
      int n = Math.min(features.size() - from, CHUNK);
      double[] rows = features.rows(from, from + n);
      double[] center = center(rows, d);
      scatter.add(Nd4j.create(byColumns(rows, n, d), new long[] {n, d}, 'f'));
      move(Nd4j.create(center, new long[] {1, d}, 'f'), n);
    }
    return this;
  }

  /** Subtracts the mean from the rows and returns it. */
  private static double[] center(double[] rows, int d) {
    double[] mean = new double[d];
    int n = rows.length / d;
    for (int i = 0; i < rows.length; i += d) {
      for (int j = 0; j < d; j++) {
        mean[j] += rows[i + j];
      }
    }
    for (int j = 0; j < d; j++) {
      mean[j] /= n;
    }
    for (int i = 0; i < rows.length; i += d) {
      for (int j = 0; j < d; j++) {
        rows[i + j] -= mean[j];
      }
    }
    return mean;
  }

  /**
   * Returns the numbers of n rows of d column after column, turned a tile of the cache at a time.
   */
  private static double[] byColumns(double[] rows, int n, int d) {
    double[] columns = new double[rows.length];
    for (int top = 0; top < n; top += TILE) {
      int bottom = Math.min(n, top + TILE);
      for (int left = 0; left < d; left += TILE) {
        for (int j = left; j < Math.min(d, left + TILE); j++) {
          for (int i = top; i < bottom; i++) {
            columns[j * n + i] = rows[i * d + j];
          }
        }
      }
    }
    return columns;
  }

  /** Adds the samples of other statistics. */
  @CanIgnoreReturnValue
  public FeatureStatistics add(FeatureStatistics other) {
    requireWidth(other.width());
    scatter.add(other.scatter);
    move(other.mean, other.size);
    return this;
  }

  /** Moves the mean and adds the scatter between the two means. */
  private void move(INDArray center, long added) {
    if (added > 0) {
      double share = (double) added / (size + added);
      INDArray delta = center.sub(mean);
      scatter.add(delta.mul(Math.sqrt(share * size)));
      mean.addi(delta.muli(share));
      size += added;
    }
  }

  private void requireWidth(int width) {
    Require.that(width == width(), "features must be (n, %d), got width %d", width(), width);
  }

  /** Returns the number n of samples. */
  public long size() {
    return size;
  }

  /** Returns the number d of features. */
  public int width() {
    return (int) mean.length();
  }

  /** Returns μ, length d. */
  public double[] mean() {
    return mean.toDoubleVector();
  }

  /** Returns Σ, d rows of d, with the divisor n - 1. */
  public double[][] covariance() {
    double[][] covariance = lowerCovariance().toDoubleMatrix();
    for (int i = 0; i < covariance.length; i++) {
      for (int j = 0; j < i; j++) {
        covariance[j][i] = covariance[i][j];
      }
    }
    return covariance;
  }

  INDArray meanRow() {
    return mean;
  }

  /** Returns a matrix, column after column, whose lower triangle is that of Σ. */
  INDArray lowerCovariance() {
    Require.that(size >= 2, "a covariance needs 2 samples or more, got %d", size);
    return scatter.times(1.0 / (size - 1));
  }

  @Override
  public String toString() {
    return "statistics of " + size + " samples of " + width() + " features";
  }
}
