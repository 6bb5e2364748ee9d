package org.lzn.benchmark;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.lzn.data.ImageDataset;

/**
 * Images of noise, each made when asked for from its number, so that they take no memory.
 *
 * @param from number of the first
 * @param size number of images
 * @param shape (C, H, W) of one
 */
record NoiseImages(int from, int size, Shape shape) implements ImageDataset {
  @Override
  public String name() {
    return "noise";
  }

  @Override
  public List<String> classNames() {
    return List.of("noise", "more noise");
  }

  @Override
  public float[] values(int... indices) {
    int each = (int) shape.size();
    float[] values = new float[Math.multiplyExact(indices.length, each)];
    for (int i = 0; i < indices.length; i++) {
      SplittableRandom random = new SplittableRandom(from + indices[i]);
      for (int k = 0; k < each; k++) {
        values[i * each + k] = (float) random.nextDouble(-1, 1);
      }
    }
    return values;
  }

  @Override
  public int[] labels(int... indices) {
    return Arrays.stream(indices).map(i -> (from + i) % 2).toArray();
  }

  @Override
  public String origin() {
    return "made by the benchmark";
  }

  @Override
  public String checksum() {
    return toString(); // says all there is to know of them
  }

  @Override
  public ImageDataset range(int first, int end) {
    return new NoiseImages(from + first, end - first, shape);
  }
}
