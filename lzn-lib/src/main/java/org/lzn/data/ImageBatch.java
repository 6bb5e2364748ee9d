package org.lzn.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.lzn.plot.ImageGrid;
import org.lzn.tensor.Compute;
import org.lzn.tensor.Constants;
import org.lzn.tensor.Require;
import org.lzn.tensor.Scope;
import org.lzn.tensor.Transfers;

/**
 * Images in Java's memory, that a notebook may keep as long as it likes.
 *
 * @param values pixels in [-1, 1], row-major; samples may lie a little outside
 * @param shape (n, C, H, W)
 */
@SuppressWarnings("ArrayRecordComponent") // handed on without copies: a batch may be large
public record ImageBatch(float[] values, Shape shape) {
  /** Checks that the numbers fill the shape. */
  public ImageBatch {
    Require.that(
        shape.dimension() == 4 && shape.size() == values.length,
        "images must be (n, C, H, W) with %d numbers, got %s",
        values.length,
        shape);
  }

  /** Returns a copy of native images of shape (n, C, H, W). */
  public static ImageBatch of(NDArray images) {
    return new ImageBatch(Transfers.floats(images), images.getShape());
  }

  /** Returns the given images of a data set. */
  public static ImageBatch of(ImageDataset data, int... indices) {
    try (Scope scope = Scope.open();
        NDManager manager = Compute.newManager()) {
      return of(data.images(manager, indices));
    }
  }

  /** Returns the images of a data set from (inclusive) to (exclusive). */
  public static ImageBatch range(ImageDataset data, int from, int to) {
    return of(data, IntStream.range(from, to).toArray());
  }

  /** Returns the number of images. */
  public int size() {
    return Math.toIntExact(shape.get(0));
  }

  /** Returns the images from (inclusive) to (exclusive). */
  public ImageBatch range(int from, int to) {
    Require.that(
        0 <= from && from < to && to <= size(), "no images %d to %d in %d", from, to, size());
    int each = values.length / size();
    float[] part = Arrays.copyOfRange(values, from * each, to * each);
    return new ImageBatch(part, new Shape(to - from).addAll(shape.slice(1)));
  }

  /** Returns these images and then others of the same size. */
  public ImageBatch and(ImageBatch others) {
    Require.that(
        shape.slice(1).equals(others.shape.slice(1)),
        "images of one batch have one size, got %s and %s",
        shape,
        others.shape);
    float[] all = Arrays.copyOf(values, values.length + others.values.length);
    System.arraycopy(others.values, 0, all, values.length, others.values.length);
    return new ImageBatch(all, new Shape(size() + others.size()).addAll(shape.slice(1)));
  }

  /** Returns a native copy. */
  public NDArray array(NDManager manager) {
    return Constants.of(manager, values, shape);
  }

  /** Returns a picture of all images with so many columns. */
  public ImageGrid grid(int columns) {
    try (Scope scope = Scope.open();
        NDManager manager = Compute.newManager()) {
      return ImageGrid.of(array(manager)).columns(columns);
    }
  }

  /** Adds these images as a labelled row to a comparison begun with {@link ImageGrid#rows}. */
  @CanIgnoreReturnValue
  public ImageGrid addTo(ImageGrid rows, String label) {
    try (Scope scope = Scope.open();
        NDManager manager = Compute.newManager()) {
      return rows.add(label, array(manager));
    }
  }
}
