package org.lzn.metric;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.lzn.data.PillowResize;
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
    float[] weights(int from, int to) {
      return PillowResize.matrix(PillowResize.Filter.CUBIC, from, to);
    }
  },

  /**
   * TensorFlow 1's, which the Inception graph of FID holds: bilinear, pixel i of the result at i ·
   * size / new size, no half-pixel centres, no antialiasing.
   */
  TENSORFLOW("TensorFlow resizing") {
    @Override
    float[] weights(int from, int to) {
      float[] rows = new float[to * from];
      for (int i = 0; i < to; i++) {
        double position = i * ((double) from / to);
        int lower = Math.min((int) position, from - 1);
        int upper = Math.min(lower + 1, from - 1);
        double beyond = position - lower;
        rows[i * from + lower] = (float) (1 - beyond);
        rows[i * from + upper] += (float) beyond;
      }
      return rows;
    }
  },

  /** None: the network gets the image in its own size. */
  NONE("no resizing") {
    @Override
    float[] weights(int from, int to) {
      throw new IllegalStateException("nothing is resized");
    }
  };

  private final String description;

  ImageResize(String description) {
    this.description = description;
  }

  /** Returns R for one axis, (to, from), row-major. */
  abstract float[] weights(int from, int to);

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

  private NDArray weights(NDArray like, int from, int to) {
    return Constants.of(like.getManager(), weights(from, to), new Shape(to, from));
  }

  @Override
  public String toString() {
    return description;
  }
}
