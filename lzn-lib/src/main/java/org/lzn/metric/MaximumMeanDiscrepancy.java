package org.lzn.metric;

import org.lzn.tensor.Require;

/**
 * The maximum mean discrepancy of two sets of features under the Gaussian kernel ([Gre12] Eq. 5):
 *
 * <pre>
 * MMD² = scale · ( mean k(a, a) + mean k(b, b) - 2 mean k(a, b) ),   k(x, y) = exp(-|x-y|²/2σ²)
 * </pre>
 *
 * <p>All means run over all pairs, a sample with itself included. With σ = 10, scale = 1000 and
 * CLIP embeddings of length 1 it is CMMD ([Jay24]).
 *
 * @param sigma the kernel's width σ
 * @param scale a factor for readable figures
 */
public record MaximumMeanDiscrepancy(double sigma, double scale) {
  /** Checks the options. */
  public MaximumMeanDiscrepancy {
    Require.that(sigma > 0 && Double.isFinite(sigma), "sigma must be above 0, got %s", sigma);
    Require.that(scale > 0 && Double.isFinite(scale), "scale must be above 0, got %s", scale);
  }

  /** Returns CMMD's options. */
  public static MaximumMeanDiscrepancy cmmd() {
    return new MaximumMeanDiscrepancy(10, 1000);
  }

  /** Returns the same with another width of the kernel. */
  public MaximumMeanDiscrepancy withSigma(double newSigma) {
    return new MaximumMeanDiscrepancy(newSigma, scale);
  }

  /** Returns the same with another factor. */
  public MaximumMeanDiscrepancy withScale(double newScale) {
    return new MaximumMeanDiscrepancy(sigma, newScale);
  }

  /** Returns scale · MMD². */
  public double between(Features a, Features b) {
    Features.requireComparable(a, b, 1);
    return scale * (mean(a, a) + mean(b, b) - 2 * mean(a, b));
  }

  private double mean(Features a, Features b) {
    double[] left = DotProducts.squares(a);
    double[] right = DotProducts.squares(b);
    double gamma = 1 / (2 * sigma * sigma);
    double sum =
        DotProducts.sum(
            a, b, (dot, i, j) -> Math.exp(-gamma * Math.max(0, left[i] + right[j] - 2 * dot)));
    return sum / ((double) a.size() * b.size());
  }
}
