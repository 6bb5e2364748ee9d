package org.lzn.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;

/**
 * Group normalisation, [Wu18]: each group of channels of each image to mean 0 and variance 1, then
 * a scale and a shift for each channel.
 */
public final class GroupNorm {
  private final NativeFunction norm;
  private final NativeFunction normSilu;
  private final NativeFunction normRelu;
  private final Parameter weight;
  private final Parameter bias;

  /**
   * Makes a normalisation of at most the given number of groups: where that does not divide the
   * channels, the next smaller number that does.
   */
  public GroupNorm(ParameterScope weights, int channels, int mostGroups, double epsilon) {
    int groups = Math.max(1, Math.min(channels, mostGroups));
    while (channels % groups != 0) {
      groups--;
    }
    String call = "torch.group_norm(x0, " + groups + ", x1, x2, " + epsilon + ")";
    norm = NativeFunction.of(call, 3);
    normSilu = NativeFunction.of("torch.silu(" + call + ")", 3);
    normRelu = NativeFunction.of("torch.relu(" + call + ")", 3);
    weight = weights.learnt("weight", InitialValues.ONES, channels);
    bias = weights.learnt("bias", InitialValues.ZEROS, channels);
  }

  /**
   * The U-Net's choice: min(channels / 4, 32) groups, [Song21]; the published networks never meet
   * channels which that does not divide.
   */
  public static GroupNorm of(ParameterScope weights, int channels) {
    return new GroupNorm(weights, channels, Math.min(channels / 4, 32), 1e-6);
  }

  /** Maps {@code (n, c, ...)} to the same shape. */
  public NDArray apply(NDArray x) {
    return norm.apply(x, weight.getArray(), bias.getArray());
  }

  /** Normalises, then applies {@code silu(x) = x · sigmoid(x)}. */
  public NDArray silu(NDArray x) {
    return normSilu.apply(x, weight.getArray(), bias.getArray());
  }

  /** Normalises, then applies {@code relu(x) = max(x, 0)}. */
  public NDArray relu(NDArray x) {
    return normRelu.apply(x, weight.getArray(), bias.getArray());
  }
}
