package org.lzn.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.lzn.tensor.Constants;
import org.lzn.tensor.Require;

/**
 * A fixed list of images of one size, each with the label of its class.
 *
 * <p>Images are numbered from 0 to {@code size() - 1}; an index outside is an {@link
 * IllegalArgumentException}. A data set does not change and may be shared between threads.
 */
public interface ImageDataset {
  /** Returns a short name, such as "Fashion-MNIST train". */
  String name();

  /** Returns the number of images. */
  int size();

  /** Returns the shape (C, H, W) of one image. */
  Shape shape();

  /** Returns the names of the classes; label k means the name at place k. */
  List<String> classNames();

  /**
   * Returns images in Java's memory; any thread may ask.
   *
   * <p>A byte v becomes {@code v / 127.5 - 1}, so that black is -1 and white is 1 [Lin25].
   *
   * @param indices which images, in which order; one may come twice
   * @return (n, C, H, W), row-major, in [-1, 1]
   * @throws org.lzn.file.BadFileException if an image's file is missing or damaged
   */
  float[] values(int... indices);

  /** Returns one image at the size it is stored in, which may not be that of {@link #shape}. */
  default Picture original(int index) {
    return picture(index);
  }

  /** Returns one image of shape {@link #shape}. */
  default Picture picture(int index) {
    Shape shape = shape();
    return new Picture(values(index), (int) shape.get(0), (int) shape.get(1), (int) shape.get(2));
  }

  /**
   * Returns images as an array in native memory, in {@code manager} and on its device.
   *
   * @param manager the owner of the result
   * @param indices which images, in which order; one may come twice
   * @return (n, C, H, W), float32, in [-1, 1]
   */
  default NDArray images(NDManager manager, int... indices) {
    return Constants.of(manager, values(indices), new Shape(indices.length).addAll(shape()));
  }

  /**
   * Returns labels, each from 0 to {@code classNames().size() - 1}.
   *
   * @param indices of which images, in which order
   * @return (n)
   */
  int[] labels(int... indices);

  /** Returns one line that says which set this is, where it came from and how many images. */
  String origin();

  /**
   * Returns the SHA-256, in hexadecimal, of exactly the images and labels in this data set. Two
   * data sets with the same content, stored alike, have the same sum, wherever they came from.
   */
  String checksum();

  /**
   * Returns the images from {@code from} (included) to {@code to} (not included), numbered from 0.
   */
  ImageDataset range(int from, int to);

  /** Returns the first {@code n} images. */
  default ImageDataset take(int n) {
    Require.that(n >= 1 && n <= size(), "%s has %d images, cannot take %d", name(), size(), n);
    return range(0, n);
  }
}
