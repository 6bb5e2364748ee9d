package org.lzn.data;

import org.lzn.tensor.Require;

/**
 * Resizing with a triangle filter that widens when an image shrinks, so that fine detail averages
 * out instead of turning into false patterns.
 *
 * <p>Output pixel i has its centre at (i + 1/2)·s in the input, s = input size / output size. It
 * weighs the input pixel x by max(0, 1 - |x + 1/2 - centre| / max(s, 1)), and the weights sum to
 * one. This is Pillow's {@code BILINEAR} and torchvision's antialiased resizing, without their
 * rounding to bytes between the two axes.
 */
final class Resampling {
  private final int[] from;
  private final float[][] weights;

  private Resampling(int[] from, float[][] weights) {
    this.from = from;
    this.weights = weights;
  }

  static Picture resize(Picture picture, int height, int width) {
    Require.that(height > 0 && width > 0, "sizes must be 1 or more, got %d x %d", height, width);
    Picture narrow = of(picture.width(), width).rows(picture);
    return of(picture.height(), height).columns(narrow);
  }

  /** Returns the weights along one axis. */
  private static Resampling of(int in, int out) {
    double scale = (double) in / out;
    double support = Math.max(scale, 1);
    int[] from = new int[out];
    float[][] weights = new float[out][];
    for (int i = 0; i < out; i++) {
      double centre = (i + 0.5) * scale;
      from[i] = Math.max(0, (int) (centre - support + 0.5));
      int to = Math.min(in, (int) (centre + support + 0.5));
      weights[i] = triangle(from[i], to, centre, support);
    }
    return new Resampling(from, weights);
  }

  private static float[] triangle(int from, int to, double centre, double support) {
    double[] weights = new double[to - from];
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      weights[k] = Math.max(0, 1 - Math.abs(from + k + 0.5 - centre) / support);
      sum += weights[k];
    }
    float[] normalised = new float[weights.length];
    for (int k = 0; k < weights.length; k++) {
      normalised[k] = (float) (weights[k] / sum);
    }
    return normalised;
  }

  private Picture rows(Picture picture) {
    int out = weights.length;
    int lines = picture.channels() * picture.height();
    float[] values = picture.values();
    float[] result = new float[lines * out];
    for (int line = 0; line < lines; line++) {
      int start = line * picture.width();
      for (int i = 0; i < out; i++) {
        float sum = 0;
        for (int k = 0; k < weights[i].length; k++) {
          sum += weights[i][k] * values[start + from[i] + k];
        }
        result[line * out + i] = sum;
      }
    }
    return new Picture(result, picture.channels(), picture.height(), out);
  }

  private Picture columns(Picture picture) {
    int out = weights.length;
    int width = picture.width();
    float[] values = picture.values();
    float[] result = new float[picture.channels() * out * width];
    for (int row = 0; row < picture.channels() * out; row++) {
      int i = row % out;
      int start = (row / out * picture.height() + from[i]) * width;
      for (int k = 0; k < weights[i].length; k++) {
        for (int x = 0; x < width; x++) {
          result[row * width + x] += weights[i][k] * values[start + k * width + x];
        }
      }
    }
    return new Picture(result, picture.channels(), out, width);
  }
}
