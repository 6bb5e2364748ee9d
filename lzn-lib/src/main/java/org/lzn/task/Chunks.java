package org.lzn.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.lzn.codec.ImageCodec;
import org.lzn.codec.OneHot;
import org.lzn.plot.ImageBatch;
import org.lzn.tensor.Devices;
import org.lzn.tensor.HostTransfers;
import org.lzn.tensor.Scope;

/** Runs a task on many images a few at a time, so that native memory does not grow with them. */
final class Chunks {
  /** Images sent through a network at once. */
  static final int SIZE = 256;

  private Chunks() {}

  /** Maps the numbers 0 to n-1 in chunks to images (k, C, H, W) each, and joins them. */
  static ImageBatch images(int n, Shape image, Chunk chunk) {
    int each = Math.toIntExact(image.size());
    float[] values = new float[n * each];
    for (int from = 0; from < n; from += SIZE) {
      int to = Math.min(n, from + SIZE);
      try (Scope scope = Scope.open();
          NDManager manager = Devices.newManager()) {
        float[] part = HostTransfers.floats(chunk.images(manager, from, to));
        System.arraycopy(part, 0, values, from * each, part.length);
      }
    }
    return new ImageBatch(values, new Shape(n).addAll(image));
  }

  /** Returns the labels from (inclusive) to (exclusive), one-hot; null where there are none. */
  static NDArray oneHot(NDManager manager, ImageCodec images, int[] labels, int from, int to) {
    if (labels == null) {
      return null;
    }
    int[] part = Arrays.copyOfRange(labels, from, to);
    return OneHot.of(manager, part, images.decoder().classes());
  }

  /** The images from (inclusive) to (exclusive). */
  @FunctionalInterface
  interface Chunk {
    NDArray images(NDManager manager, int from, int to);
  }
}
