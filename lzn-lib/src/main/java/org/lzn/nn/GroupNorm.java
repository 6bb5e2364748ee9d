package org.lzn.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.Arrays;

/**
 * Group normalisation, [Wu18]: each group of channels of each image to mean 0 and variance 1, then
 * a scale and a shift for each channel.
 */
final class GroupNorm {
  private static final float EPSILON = 1e-6f;

  private final int groups;
  private final Parameter weight;
  private final Parameter bias;

  GroupNorm(Weights weights, int channels, int groups) {
    this.groups = groups;
    weight = weights.learnt("weight", Fill.ONES, channels);
    bias = weights.learnt("bias", Fill.ZEROS, channels);
  }

  /**
   * The U-Net's choice: min(channels / 4, 32) groups, [Song21]. Where that does not divide the
   * channels, which the published networks never meet, the next smaller number that does.
   */
  static GroupNorm of(Weights weights, int channels) {
    int groups = Math.max(1, Math.min(channels / 4, 32));
    while (channels % groups != 0) {
      groups--;
    }
    return new GroupNorm(weights, channels, groups);
  }

  /** Maps {@code (n, c, ...)} to the same shape. */
  NDArray apply(NDArray x) {
    Shape shape = x.getShape();
    Shape group = new Shape(shape.size() / shape.get(0) / groups);
    NDArray rows = x.reshape(shape.get(0) * groups, group.get(0));
    NDArray ones = x.getManager().ones(group);
    NDArray zeros = x.getManager().zeros(group);
    NDArray normal =
        x.getNDArrayInternal().layerNorm(rows, group, ones, zeros, EPSILON).head().reshape(shape);
    long[] channel = new long[shape.dimension()];
    Arrays.fill(channel, 1);
    channel[1] = shape.get(1);
    return normal.mul(weight.getArray().reshape(channel)).add(bias.getArray().reshape(channel));
  }

  /** Normalises, then applies {@code silu(x) = x · sigmoid(x)}. */
  NDArray silu(NDArray x) {
    return Functions.silu(apply(x));
  }
}
