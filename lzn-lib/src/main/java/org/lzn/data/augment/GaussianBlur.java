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
    int height = picture.height();
    int width = picture.width();
    float[] values = picture.values();
    float[] across = new float[values.length];
    float[] down = new float[values.length];
    for (int row = 0; row < picture.channels() * height; row++) {
      blur(values, across, new Line(row * width, width, 1), weights);
    }
    for (int c = 0; c < picture.channels(); c++) {
      for (int x = 0; x < width; x++) {
        blur(across, down, new Line(c * height * width + x, height, width), weights);
      }
    }
    return new Picture(down, picture.channels(), height, width);
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

  private static void blur(float[] from, float[] to, Line line, float[] weights) {
    int half = weights.length / 2;
    for (int i = 0; i < line.length; i++) {
      float sum = 0;
      for (int k = 0; k < weights.length; k++) {
        sum += weights[k] * from[line.at(i + k - half)];
      }
      to[line.at(i)] = sum;
    }
  }

  /** A row or a column of a picture. */
  private record Line(int start, int length, int stride) {
    int at(int place) {
      int inside = place;
      // A kernel may be wider than the picture: then it is mirrored more than once.
      while (length > 1 && (inside < 0 || inside >= length)) {
        inside = inside < 0 ? -inside : 2 * (length - 1) - inside;
      }
      return start + (length > 1 ? inside : 0) * stride;
    }
  }
}
