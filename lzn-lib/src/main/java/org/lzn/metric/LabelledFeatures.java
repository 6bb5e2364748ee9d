package org.lzn.metric;

import java.util.Arrays;
import org.lzn.tensor.Require;

/**
 * Features of n images with their classes.
 *
 * @param rows the features, (n, d)
 * @param labels the classes, (n), each from 0 to classes - 1
 * @param classes the number of classes
 */
@SuppressWarnings("ArrayRecordComponent") // handed on without copies: features may be large
public record LabelledFeatures(float[][] rows, int[] labels, int classes) {
  /** Checks that all fit together. */
  public LabelledFeatures {
    Require.that(rows.length > 0, "features need one image or more, got none");
    Require.that(
        rows.length == labels.length,
        "features of %d images must have as many labels, got %d",
        rows.length,
        labels.length);
    for (float[] row : rows) {
      Require.that(
          row.length == rows[0].length,
          "all images must have %d features like the first, got %d",
          rows[0].length,
          row.length);
    }
    for (int label : labels) {
      Require.that(
          label >= 0 && label < classes, "labels must be 0 to %d, got %d", classes - 1, label);
    }
  }

  /** Returns n. */
  public int size() {
    return rows.length;
  }

  /** Returns d. */
  public int width() {
    return rows[0].length;
  }

  /** Returns the images from (inclusive) to (exclusive). */
  public LabelledFeatures range(int from, int to) {
    Require.that(
        0 <= from && from < to && to <= size(), "no images %d to %d in %d", from, to, size());
    return new LabelledFeatures(
        Arrays.copyOfRange(rows, from, to), Arrays.copyOfRange(labels, from, to), classes);
  }

  /**
   * Features shifted and scaled to mean 0 and variance 1 over some images, each by itself; one that
   * is constant there becomes 0.
   */
  @SuppressWarnings("ArrayRecordComponent") // its own, and handed to nobody
  record Standard(double[] mean, double[] scale) {
    /** Returns the features of one image, shifted and scaled. */
    double[] of(float[] row) {
      Require.that(
          row.length == mean.length, "features must be %d, got %d", mean.length, row.length);
      double[] standard = new double[row.length];
      for (int j = 0; j < row.length; j++) {
        standard[j] = (row[j] - mean[j]) * scale[j];
      }
      return standard;
    }
  }

  /** Returns the standard of these images. */
  Standard standard() {
    int d = width();
    double[] mean = new double[d];
    double[] square = new double[d];
    for (float[] row : rows) {
      for (int j = 0; j < d; j++) {
        mean[j] += row[j];
        square[j] += (double) row[j] * row[j];
      }
    }
    double[] scale = new double[d];
    for (int j = 0; j < d; j++) {
      mean[j] /= size();
      scale[j] = scale(square[j] / size(), mean[j]);
    }
    return new Standard(mean, scale);
  }

  private static double scale(double square, double mean) {
    double variance = square - mean * mean;
    // What rounding leaves of a constant is no variance.
    return variance > 1e-10 * square ? 1 / Math.sqrt(variance) : 0;
  }
}
