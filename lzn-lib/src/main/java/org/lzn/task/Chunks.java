package org.lzn.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.lzn.codec.ImageCodec;
import org.lzn.codec.OneHot;
import org.lzn.plot.ImageBatch;
import org.lzn.tensor.Devices;
import org.lzn.tensor.HostTransfers;
import org.lzn.tensor.Require;
import org.lzn.tensor.Scope;

/** Runs a task on many images a few at a time, so that native memory does not grow with them. */
final class Chunks {
  /** Images sent through a network at once. */
  static final int SIZE = 256;

  /**
   * Images that are always computed together where a result must not depend on their number:
   * another number sends the library other ways, and the last bits differ.
   */
  static final int GROUP = 16;

  private Chunks() {}

  /** Maps the numbers 0 to n-1 in chunks to images (k, C, H, W) each, and joins them. */
  static ImageBatch images(int n, Shape image, Chunk chunk) {
    return images(n, SIZE, image, chunk);
  }

  /** The same in chunks of another size. */
  static ImageBatch images(int n, int size, Shape image, Chunk chunk) {
    return images(0, n, size, image, chunk);
  }

  /** Maps some of the numbers only; what comes of one depends on the chunk that it is in. */
  static ImageBatch images(int first, int end, int size, Shape image, Chunk chunk) {
    Require.that(
        0 <= first && first < end && first % size == 0,
        "images must begin with a multiple of %d and be 1 or more, got %d to %d",
        size,
        first,
        end);
    int each = Math.toIntExact(image.size());
    float[] values = new float[Math.multiplyExact(end - first, each)];
    for (int from = first; from < end; from += size) {
      int to = Math.min(end, from + size);
      try (Scope scope = Scope.open();
          NDManager manager = Devices.newManager()) {
        float[] part = HostTransfers.floats(chunk.images(manager, from, to));
        System.arraycopy(part, 0, values, (from - first) * each, part.length);
      }
    }
    return new ImageBatch(values, new Shape(end - first).addAll(image));
  }

  /** Returns images and the last of them again, as often as fills the last group. */
  static ImageBatch filled(ImageBatch images) {
    int each = images.values().length / images.size();
    int n = filled(images.size());
    float[] values = Arrays.copyOf(images.values(), n * each);
    for (int i = images.size(); i < n; i++) {
      System.arraycopy(values, (images.size() - 1) * each, values, i * each, each);
    }
    return new ImageBatch(values, new Shape(n).addAll(images.shape().slice(1)));
  }

  /** Returns the k numbers from {@code from} on, the last again as often as fills a group. */
  static int[] group(int from, int k) {
    return IntStream.range(0, GROUP).map(i -> from + Math.min(i, k - 1)).toArray();
  }

  private static int filled(int n) {
    return (n + GROUP - 1) / GROUP * GROUP;
  }

  /**
   * Returns k labels, those from {@code from} on, one-hot; the last again where there are fewer;
   * null where there are none.
   */
  static NDArray oneHot(NDManager manager, ImageCodec images, int[] labels, int from, int k) {
    if (labels == null) {
      return null;
    }
    int[] part = new int[k];
    Arrays.setAll(part, i -> labels[Math.min(from + i, labels.length - 1)]);
    return OneHot.of(manager, part, images.decoder().classes());
  }

  /** The images from (inclusive) to (exclusive). */
  @FunctionalInterface
  interface Chunk {
    NDArray images(NDManager manager, int from, int to);
  }
}
