package org.lzn.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.lzn.plot.ImageBatch;
import org.lzn.tensor.Constants;
import org.lzn.tensor.HostTransfers;
import org.lzn.tensor.Scope;
import org.lzn.tensor.SeededRandom;

/** Noise that belongs to an image and not to its place in a batch: it follows from the pixels. */
final class OwnNoise {
  private OwnNoise() {}

  /** Returns a number for each image that follows from its pixels alone (FNV-1a of their bits). */
  static long[] keys(ImageBatch images) {
    float[] pixels = images.values();
    int each = pixels.length / images.size();
    long[] keys = new long[images.size()];
    Arrays.fill(keys, 0xcbf29ce484222325L);
    for (int i = 0; i < pixels.length; i++) {
      keys[i / each] = (keys[i / each] ^ Float.floatToIntBits(pixels[i])) * 0x100000001b3L;
    }
    return keys;
  }

  /**
   * Returns standard normal numbers, as many rows as there are keys.
   *
   * @param draws the family of draws; its step does not matter
   * @param each shape of one row
   */
  static NDArray of(NDManager manager, SeededRandom draws, Shape each, long... keys) {
    int size = Math.toIntExact(each.size());
    float[] values = new float[keys.length * size];
    for (int i = 0; i < keys.length; i++) {
      try (Scope scope = Scope.open()) {
        NDArray noise = draws.at(keys[i]).normal(manager, "own noise", each);
        System.arraycopy(HostTransfers.floats(noise), 0, values, i * size, size);
      }
    }
    return Constants.of(manager, values, new Shape(keys.length).addAll(each));
  }
}
