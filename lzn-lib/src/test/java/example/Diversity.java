package example;

import org.lzn.plot.ImageBatch;

/**
 * A score of one's own: how much images differ, pixel by pixel. It is
 *
 * <pre>
 * (1/D) Σ_d (1/n) Σ_i (x_id - m_d)²,   m_d = (1/n) Σ_i x_id,
 * </pre>
 *
 * <p>the variance of a pixel over n images, averaged over all D = C·H·W of them. It is 0 where all
 * images are one, and never more than 1, as pixels lie in [-1, 1]. A score knows no model: it gets
 * images, drawn or real.
 */
public final class Diversity {
  private Diversity() {}

  /** Returns the mean variance of the pixels of a batch (n, C, H, W). */
  public static double of(ImageBatch images) {
    float[] values = images.values();
    int n = images.size();
    int pixels = values.length / n;
    double sum = 0;
    for (int d = 0; d < pixels; d++) {
      sum += variance(values, d, pixels, n);
    }
    return sum / pixels;
  }

  /** Returns the variance of the numbers at d, d + pixels, d + 2 pixels, ..., n of them. */
  private static double variance(float[] values, int d, int pixels, int n) {
    double mean = 0;
    for (int i = 0; i < n; i++) {
      mean += values[i * pixels + d] / (double) n;
    }
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double deviation = values[i * pixels + d] - mean;
      squares += deviation * deviation;
    }
    return squares / n;
  }
}
