package org.lzn.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.stream.IntStream;
import org.lzn.codec.ImageEncoder;
import org.lzn.data.ImageDataset;
import org.lzn.tensor.Constants;
import org.lzn.tensor.Devices;
import org.lzn.tensor.HostTransfers;
import org.lzn.tensor.Scope;

/**
 * The anchors of many images in Java's memory: what the network makes of each image alone, before
 * the images of a batch share out the space. They are computed once for many ways to share it.
 *
 * @param values (n, q), row-major
 * @param dimension q
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record ImageAnchors(float[] values, int dimension) {
  /** Encodes all images of a data set, a few at a time. */
  public static ImageAnchors of(ImageEncoder encoder, ImageDataset data) {
    int q = encoder.network().latentDimension();
    float[] values = new float[data.size() * q];
    for (int from = 0; from < data.size(); from += Chunks.SIZE) {
      int[] chunk = IntStream.range(from, Math.min(data.size(), from + Chunks.SIZE)).toArray();
      try (Scope scope = Scope.open();
          NDManager manager = Devices.newManager()) {
        float[] part = HostTransfers.floats(encoder.anchors(data.images(manager, chunk), false));
        System.arraycopy(part, 0, values, from * q, part.length);
      }
    }
    return new ImageAnchors(values, q);
  }

  /** Returns the number of images. */
  public int size() {
    return values.length / dimension;
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
