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
  private static final int CHUNK = 1024;

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
    for (int from = 0; from < features.size(); from += CHUNK) {
      int n = Math.min(features.size() - from, CHUNK);
      INDArray rows = features.matrix(from, from + n);
      INDArray center = Nd4j.ones(DataType.DOUBLE, 1, n).mmul(rows).divi(n);
      scatter.add(rows.subiRowVector(center));
      move(center, n);
    }
    return this;
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
