package org.lzn.data.augment;

import java.util.SplittableRandom;
import org.lzn.data.Augmentation;
import org.lzn.data.Picture;
import org.lzn.tensor.Require;

/**
 * Blurs with a Gaussian of random width; beyond its edges the picture is its own mirror image.
 *
 * @param kernel how many pixels along each axis are weighed, an odd number
 * @param narrowest the smallest standard deviation, in pixels, above 0
 * @param widest the largest
 */
public record GaussianBlur(int kernel, double narrowest, double widest) implements Augmentation {
  /** Checks kernel and widths. */
  public GaussianBlur {
    Require.that(kernel >= 1 && kernel % 2 == 1, "kernel must be odd, got %d", kernel);
    Require.that(
        narrowest > 0 && narrowest <= widest,
        "standard deviations must be above 0 and in order, got %s and %s",
        narrowest,
        widest);
  }

  @Override
  public Picture apply(Picture picture, SplittableRandom random) {
    float[] weights = weights(narrowest + (widest - narrowest) * random.nextDouble());
    return columns(rows(picture, weights), weights);
  }

  private static Picture rows(Picture picture, float[] weights) {
    int width = picture.width();
    float[] values = picture.values();
    float[] result = new float[values.length];
    float[] padded = new float[width + weights.length - 1];
    for (int row = 0; row < values.length; row += width) {
      for (int x = 0; x < padded.length; x++) {
        padded[x] = values[row + mirrored(x - weights.length / 2, width)];
      }
      for (int k = 0; k < weights.length; k++) {
        for (int x = 0; x < width; x++) {
          result[row + x] += weights[k] * padded[x + k];
        }
      }
    }
    return new Picture(result, picture.channels(), picture.height(), width);
  }

  private static Picture columns(Picture picture, float[] weights) {
    int height = picture.height();
    int width = picture.width();
    float[] values = picture.values();
    float[] result = new float[values.length];
    for (int row = 0; row < picture.channels() * height; row++) {
      for (int k = 0; k < weights.length; k++) {
        int y = mirrored(row % height + k - weights.length / 2, height);
        int from = (row / height * height + y) * width;
        for (int x = 0; x < width; x++) {
          result[row * width + x] += weights[k] * values[from + x];
        }
      }
    }
    return new Picture(result, picture.channels(), height, width);
  }

  /** Returns the place inside that a place beyond the edge mirrors. */
  private static int mirrored(int place, int length) {
    int inside = length == 1 ? 0 : place;
    // A kernel may be wider than the picture: then it is mirrored more than once.
    while (inside < 0 || inside >= length) {
      inside = inside < 0 ? -inside : 2 * (length - 1) - inside;
    }
    return inside;
  }

  private float[] weights(double sigma) {
    double[] weights = new double[kernel];
    double sum = 0;
    for (int k = 0; k < kernel; k++) {
      double x = (k - kernel / 2) / sigma;
      weights[k] = Math.exp(-x * x / 2);
      sum += weights[k];
    }
    float[] normalised = new float[kernel];
    for (int k = 0; k < kernel; k++) {
      normalised[k] = (float) (weights[k] / sum);
    }
    return normalised;
  }
}
