package org.lzn.plot;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.lzn.data.ImageDataset;
import org.lzn.data.ImageValues;
import org.lzn.data.Picture;
import org.lzn.data.View;
import org.lzn.tensor.Constants;
import org.lzn.tensor.Devices;
import org.lzn.tensor.HostTransfers;
import org.lzn.tensor.Require;
import org.lzn.tensor.Scope;
import org.lzn.tensor.SeededRandom;

/**
 * Images that a notebook may show, and keep as long as it likes: they lie in Java's memory.
 *
 * @param values pixels in [-1, 1], row-major; samples may lie a little outside
 * @param shape (n, C, H, W)
 */
@SuppressWarnings("ArrayRecordComponent") // handed on without copies: a batch may be large
public record ImageBatch(float[] values, Shape shape) {
  /** Checks that the numbers fill the shape. */
  public ImageBatch {
    ImageValues.requireFit(values, shape);
  }

  /** Returns a copy of native images of shape (n, C, H, W). */
  public static ImageBatch of(NDArray images) {
    return new ImageBatch(HostTransfers.floats(images), images.getShape());
  }

  /** Returns the given images of a data set. */
  public static ImageBatch of(ImageDataset data, int... indices) {
    ImageValues images = ImageValues.of(data, indices);
    return new ImageBatch(images.values(), images.shape());
  }

  /**
   * Returns images of a data set as a view sees them.
   *
   * @param seed of the view's chance, for each image by its number
   */
  public static ImageBatch of(ImageDataset data, View view, long seed, int... indices) {
    List<Picture> seen = new ArrayList<>();
    for (int index : indices) {
      seen.add(view.of(data, index, SeededRandom.of(seed).at(index).generator("view")));
    }
    Picture first = seen.get(0);
    int each = first.values().length;
    float[] values = new float[indices.length * each];
    for (int i = 0; i < indices.length; i++) {
      System.arraycopy(seen.get(i).values(), 0, values, i * each, each);
    }
    Shape shape = new Shape(indices.length, first.channels(), first.height(), first.width());
    return new ImageBatch(values, shape);
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

  /** Returns the images of these numbers, in their order. */
  public ImageBatch take(int... indices) {
    int each = values.length / size();
    float[] part = new float[indices.length * each];
    for (int i = 0; i < indices.length; i++) {
      Require.that(0 <= indices[i] && indices[i] < size(), "no image %d in %d", indices[i], size());
      System.arraycopy(values, indices[i] * each, part, i * each, each);
    }
    return new ImageBatch(part, new Shape(indices.length).addAll(shape.slice(1)));
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

  /**
   * Returns the pixels as bytes, (n, H, W, C), as pictures have them: -1 is 0 and 1 is 255.
   *
   * @throws IllegalArgumentException if a pixel is not a number
   */
  public byte[] bytes() {
    int n = size();
    int channels = Math.toIntExact(shape.get(1));
    int pixels = values.length / n / channels;
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < channels; c++) {
        for (int p = 0; p < pixels; p++) {
          int from = (i * channels + c) * pixels + p;
          bytes[(i * pixels + p) * channels + c] = (byte) Pixels.level(values[from], from);
        }
      }
    }
    return bytes;
  }

  /** Returns a native copy. */
  public NDArray array(NDManager manager) {
    return Constants.of(manager, values, shape);
  }

  /** Returns a picture of all images with so many columns. */
  public ImageGrid grid(int columns) {
    try (Scope scope = Scope.open();
        NDManager manager = Devices.newManager()) {
      return ImageGrid.of(array(manager)).columns(columns);
    }
  }

  /** Returns these images at points (n, 2) of a plane, in the colours of their classes. */
  public ImageMap map(String title, double[][] points, int[] classes, List<String> names) {
    try (Scope scope = Scope.open();
        NDManager manager = Devices.newManager()) {
      return new ImageMap(title, array(manager), points, classes, names);
    }
  }

  /** Returns the latent space with these images at points (n, 2) of it, to put types around it. */
  public SpaceFigure space(double[][] points) {
    try (Scope scope = Scope.open();
        NDManager manager = Devices.newManager()) {
      return SpaceFigure.of(array(manager), points);
    }
  }

  /** Returns each image's pixels. */
  List<BufferedImage> pixels() {
    try (Scope scope = Scope.open();
        NDManager manager = Devices.newManager()) {
      return Pixels.of(array(manager));
    }
  }

  /** Adds these images as a labelled row to a comparison begun with {@link ImageGrid#rows}. */
  @CanIgnoreReturnValue
  public ImageGrid addTo(ImageGrid rows, String label) {
    try (Scope scope = Scope.open();
        NDManager manager = Devices.newManager()) {
      return rows.add(label, array(manager));
    }
  }
}
