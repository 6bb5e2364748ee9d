package org.lzn.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;

/**
 * Group normalisation, [Wu18]: each group of channels of each image to mean 0 and variance 1, then
 * a scale and a shift for each channel.
 */
final class GroupNorm {
  private final NativeFunction norm;
  private final NativeFunction normSilu;
  private final Parameter weight;
  private final Parameter bias;

  GroupNorm(Weights weights, int channels, int groups) {
    String call = "torch.group_norm(x0, " + groups + ", x1, x2, 1.0e-06)";
    norm = NativeFunction.of(call, 3);
    normSilu = NativeFunction.of("torch.silu(" + call + ")", 3);
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
    return norm.apply(x, weight.getArray(), bias.getArray());
  }

  /** Normalises, then applies {@code silu(x) = x · sigmoid(x)}. */
  NDArray silu(NDArray x) {
    return normSilu.apply(x, weight.getArray(), bias.getArray());
  }
}
