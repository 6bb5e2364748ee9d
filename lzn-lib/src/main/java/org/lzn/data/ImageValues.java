package org.lzn.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.lzn.tensor.Constants;
import org.lzn.tensor.Require;

/**
 * The numbers of several images, in Java's memory.
 *
 * @param values pixels in [-1, 1], row-major; samples may lie a little outside
 * @param shape (n, C, H, W)
 */
@SuppressWarnings("ArrayRecordComponent") // handed on without copies: a batch may be large
public record ImageValues(float[] values, Shape shape) {
  /** Checks that the numbers fill the shape. */
  public ImageValues {
    requireFit(values, shape);
  }

  /** Throws unless numbers fill the shape (n, C, H, W). */
  public static void requireFit(float[] values, Shape shape) {
    Require.that(
        shape.dimension() == 4 && shape.size() == values.length,
        "images must be (n, C, H, W) with %d numbers, got %s",
        values.length,
        shape);
  }

  /** Returns the given images of a data set. */
  public static ImageValues of(ImageDataset data, int... indices) {
    return new ImageValues(data.values(indices), new Shape(indices.length).addAll(data.shape()));
  }

  /** Returns the number of images. */
  public int size() {
    return Math.toIntExact(shape.get(0));
  }

  /** Returns a native copy of the images from (inclusive) to (exclusive). */
  public NDArray array(NDManager manager, int from, int to) {
    int each = values.length / size();
    boolean all = from == 0 && to == size();
    float[] part = all ? values : Arrays.copyOfRange(values, from * each, to * each);
    return Constants.of(manager, part, new Shape(to - from).addAll(shape.slice(1)));
  }
}
