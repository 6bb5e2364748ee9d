package org.lzn.metric;

import org.lzn.tensor.Require;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The Fréchet distance of two Gaussians with the mean and covariance of the features ([Heu17] Eq.
 * 6, [Dow82]):
 *
 * <pre>
 * d² = |μ₁ - μ₂|² + tr Σ₁ + tr Σ₂ - 2 tr (Σ₁ Σ₂)^½
 * </pre>
 *
 * <p>It is called FID only with the features of the Inception network, and spatial FID (sFID,
 * [Nash21]) with those of an earlier layer of it. The trace needs no root of a matrix: with Σ₁ =
 * L₁L₁' and Σ₂ = L₂L₂' it is the sum of the singular values of B = L₁'L₂, the roots of the
 * eigenvalues of the smaller of BB' and B'B. It is thus real, finite and symmetric, and exact for
 * singular covariances (fewer samples than features).
 */
public final class FrechetDistance {
  private FrechetDistance() {}

  /** Returns d² of two sets of features, two samples or more in each. */
  public static double between(Features a, Features b) {
    Features.requireComparable(a, b, 2);
    return between(FeatureStatistics.of(a), FeatureStatistics.of(b));
  }

  /** Returns d², 0 or more. */
  public static double between(FeatureStatistics a, FeatureStatistics b) {
    Require.that(
        a.width() == b.width(),
        "features must have one width, got %d and %d",
        a.width(),
        b.width());
    INDArray first = a.lowerCovariance();
    INDArray second = b.lowerCovariance();
    double means = a.meanRow().squaredDistance(b.meanRow());
    double traces = Nd4j.diag(first).sumNumber().doubleValue();
    traces += Nd4j.diag(second).sumNumber().doubleValue();
    return Math.max(0, means + traces - 2 * traceOfRoot(first, second));
  }

  /** Returns tr (Σ₁ Σ₂)^½. */
  private static double traceOfRoot(INDArray first, INDArray second) {
    INDArray left = Factor.ofLower(first);
    INDArray right = Factor.ofLower(second);
    INDArray b = Nd4j.create(DataType.DOUBLE, new long[] {left.columns(), right.columns()}, 'f');
    Nd4j.gemm(left, right, b, true, false, 1, 0);
    double trace = 0;
    for (double value : Factor.squaredSingularValues(b)) {
      trace += Math.sqrt(Math.max(0, value));
    }
    return trace;
  }
}
