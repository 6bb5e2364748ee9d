package org.lzn.metric;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.lzn.tensor.Constants;
import org.lzn.tensor.Require;

/**
 * The resizings between an image and a network's input whose effect on FID [Lin25] (Table 5)
 * compares. The first two are linear in each axis, so that a resized channel is
 *
 * <pre>
 * Y = R_h X R_w',   R_h: (height, H), R_w: (width, W), rows summing to 1
 * </pre>
 *
 * <p>They round and clip nothing, hence work for pixels in any range.
 */
public enum ImageResize {
  /**
   * clean-fid's ([Par22]): bicubic (a = -1/2), half-pixel centres, antialiased by widening the
   * kernel when shrinking; each channel as floating point.
   */
  CLEAN("clean-fid resizing") {
    @Override
    void fill(double[] row, double position, double scale) {
      double widening = Math.max(scale, 1);
      double center = position + scale / 2; // = (i + 1/2) scale
      int first = Math.max(0, (int) (center - 2 * widening + 0.5));
      int end = Math.min(row.length, (int) (center + 2 * widening + 0.5));
      double sum = 0;
      for (int j = first; j < end; j++) {
        row[j] = cubic(Math.abs((j + 0.5 - center) / widening));
        sum += row[j];
      }
      for (int j = first; j < end; j++) {
        row[j] /= sum;
      }
    }
  },

  /**
   * TensorFlow 1's, which the Inception graph of FID holds: bilinear, pixel i of the result at i ·
   * size / new size, no half-pixel centres, no antialiasing.
   */
  TENSORFLOW("TensorFlow resizing") {
    @Override
    void fill(double[] row, double position, double scale) {
      int lower = Math.min((int) position, row.length - 1);
      int upper = Math.min(lower + 1, row.length - 1);
      row[lower] = 1 - (position - lower);
      row[upper] += position - lower;
    }
  },

  /** None: the network gets the image in its own size. */
  NONE("no resizing") {
    @Override
    void fill(double[] row, double position, double scale) {
      throw new IllegalStateException("nothing is resized");
    }
  };

  private final String description;

  ImageResize(String description) {
    this.description = description;
  }

  /** Fills the weights of one pixel of the result, at {@code position} = i · scale. */
  abstract void fill(double[] row, double position, double scale);

  /** Returns images of another size, or the same images if this is {@link #NONE}. */
  public NDArray resize(NDArray images, int height, int width) {
    Require.shape("images", images, -1, -1, -1, -1);
    Require.that(height >= 1 && width >= 1, "size must be 1 or more, got %d x %d", height, width);
    if (this == NONE) {
      return images;
    }
    Shape shape = images.getShape();
    NDArray rows = weights(images, (int) shape.get(2), height);
    NDArray columns = weights(images, (int) shape.get(3), width).transpose();
    NDArray wide = images.toType(DataType.FLOAT32, false).reshape(-1, shape.get(3)).matMul(columns);
    NDArray planes = wide.reshape(shape.get(0) * shape.get(1), shape.get(2), width);
    NDArray left = rows.reshape(1, height, shape.get(2));
    return left.matMul(planes).reshape(shape.get(0), shape.get(1), height, width);
  }

  /** Returns R, shape (to, from), near {@code like}. */
  private NDArray weights(NDArray like, int from, int to) {
    float[] values = new float[from * to];
    double scale = (double) from / to;
    for (int i = 0; i < to; i++) {
      double[] row = new double[from];
      fill(row, i * scale, scale);
      for (int j = 0; j < from; j++) {
        values[i * from + j] = (float) row[j];
      }
    }
    return Constants.of(like.getManager(), values, new Shape(to, from));
  }

  /** Keys's cubic kernel with a = -1/2 ([Key81]), at x of 0 or more. */
  private static double cubic(double x) {
    if (x < 1) {
      return (1.5 * x - 2.5) * x * x + 1;
    }
    return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
  }

  @Override
  public String toString() {
    return description;
  }
}
