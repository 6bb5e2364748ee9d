package org.lzn.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.lzn.codec.ImageEncoder;
import org.lzn.data.ImageDataset;
import org.lzn.plot.ImageBatch;
import org.lzn.tensor.Constants;
import org.lzn.tensor.Devices;
import org.lzn.tensor.HostTransfers;
import org.lzn.tensor.Scope;

/**
 * The anchors of many images in Java's memory: what the network makes of each image alone, before
 * the images of a batch share out the space. They are computed once for many ways to share it.
 *
 * <p>An anchor is the same bit for bit whatever is encoded with it, as far as the library permits:
 * its convolutions take other ways for other numbers of images, so that always {@value
 * Chunks#GROUP} go through the network, the last of them again where there are fewer.
 *
 * @param values (n, q), row-major
 * @param dimension q
 * @param keys (n): a number for each image that follows from its pixels, for noise of its own
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record ImageAnchors(float[] values, int dimension, long[] keys) {
  /** Encodes all images of a data set, a few at a time. */
  public static ImageAnchors of(ImageEncoder encoder, ImageDataset data) {
    return of(encoder, data, IntStream.range(0, data.size()).toArray());
  }

  /** Encodes some images of a data set. */
  static ImageAnchors of(ImageEncoder encoder, ImageDataset data, int... indices) {
    return of(
        encoder,
        indices.length,
        (from, to) -> ImageBatch.of(data, Arrays.copyOfRange(indices, from, to)));
  }

  /** Encodes images in memory. */
  static ImageAnchors of(ImageEncoder encoder, ImageBatch images) {
    return of(encoder, images.size(), images::range);
  }

  /** The images from (inclusive) to (exclusive). */
  private interface Source {
    ImageBatch range(int from, int to);
  }

  private static ImageAnchors of(ImageEncoder encoder, int n, Source source) {
    int q = encoder.network().latentDimension();
    float[] values = new float[n * q];
    long[] keys = new long[n];
    for (int from = 0; from < n; from += Chunks.GROUP) {
      int k = Math.min(n - from, Chunks.GROUP);
      ImageBatch images = source.range(from, from + k);
      System.arraycopy(OwnNoise.keys(images), 0, keys, from, k);
      try (Scope scope = Scope.open();
          NDManager manager = Devices.newManager()) {
        NDArray group = Chunks.filled(images).array(manager);
        float[] part = HostTransfers.floats(encoder.anchors(group, false));
        System.arraycopy(part, 0, values, from * q, k * q);
      }
    }
    return new ImageAnchors(values, q, keys);
  }

  /** Returns the number of images. */
  public int size() {
    return keys.length;
  }

  /** Returns the anchors of some images, shape (k, q). */
  NDArray rows(NDManager manager, int... indices) {
    return rows(manager, values, dimension, indices);
  }

  /** Returns rows of a matrix with so many columns. */
  static NDArray rows(NDManager manager, float[] matrix, int columns, int... indices) {
    float[] rows = new float[indices.length * columns];
    for (int i = 0; i < indices.length; i++) {
      System.arraycopy(matrix, indices[i] * columns, rows, i * columns, columns);
    }
    return Constants.of(manager, rows, new Shape(indices.length, columns));
  }
}
