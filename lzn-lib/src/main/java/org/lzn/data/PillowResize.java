package org.lzn.data;

import org.lzn.tensor.Require;

/**
 * Pillow's resizing along one axis, with a filter that widens when an image shrinks, so that fine
 * detail averages out instead of turning into false patterns.
 *
 * <p>Output pixel i has its centre at (i + 1/2)·s in the input, s = input size / output size. It
 * weighs the input pixel x by f(|x + 1/2 - centre| / max(s, 1)), and the weights sum to one;
 * nothing is rounded between the two axes.
 */
public final class PillowResize {
  private final int[] from;
  private final float[][] weights;

  /** The filters f. */
  public enum Filter {
    /** Pillow's {@code BILINEAR} and torchvision's antialiased resizing: f(x) = max(0, 1 - x). */
    TRIANGLE(1) {
      @Override
      double weight(double x) {
        return Math.max(0, 1 - x);
      }
    },
    /** Pillow's {@code BICUBIC}: the cubic kernel of [Key81] with a = -1/2. */
    CUBIC(2) {
      @Override
      double weight(double x) {
        if (x < 1) {
          return (1.5 * x - 2.5) * x * x + 1;
        }
        return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
      }
    };

    private final int radius;

    Filter(int radius) {
      this.radius = radius;
    }

    /** Returns f(x), x of 0 or more. */
    abstract double weight(double x);
  }

  private PillowResize(int[] from, float[][] weights) {
    this.from = from;
    this.weights = weights;
  }

  /** Returns a picture of another size, by the triangle filter. */
  static Picture resize(Picture picture, int height, int width) {
    Require.that(height > 0 && width > 0, "sizes must be 1 or more, got %d x %d", height, width);
    Picture narrow = of(Filter.TRIANGLE, picture.width(), width).rows(picture);
    return of(Filter.TRIANGLE, picture.height(), height).columns(narrow);
  }

  private static PillowResize of(Filter filter, int in, int out) {
    double scale = (double) in / out;
    double widening = Math.max(scale, 1);
    double support = filter.radius * widening;
    int[] from = new int[out];
    float[][] weights = new float[out][];
    for (int i = 0; i < out; i++) {
      double centre = (i + 0.5) * scale;
      from[i] = Math.max(0, (int) (centre - support + 0.5));
      int to = Math.min(in, (int) (centre + support + 0.5));
      weights[i] = normalised(filter, from[i] + 0.5 - centre, widening, to - from[i]);
    }
    return new PillowResize(from, weights);
  }

  /** Returns the weights of n pixels, the first of which lies so far from the centre. */
  private static float[] normalised(Filter filter, double first, double widening, int n) {
    double[] weights = new double[n];
    double sum = 0;
    for (int k = 0; k < n; k++) {
      weights[k] = filter.weight(Math.abs(first + k) / widening);
      sum += weights[k];
    }
    float[] normalised = new float[n];
    for (int k = 0; k < n; k++) {
      normalised[k] = (float) (weights[k] / sum);
    }
    return normalised;
  }

  /** Returns the matrix (out, in), row-major, that takes an axis of one size to another. */
  public static float[] matrix(Filter filter, int in, int out) {
    PillowResize axis = of(filter, in, out);
    float[] matrix = new float[out * in];
    for (int i = 0; i < out; i++) {
      float[] row = axis.weights[i];
      System.arraycopy(row, 0, matrix, i * in + axis.from[i], row.length);
    }
    return matrix;
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
