package org.lzn.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;

/** A convolution along a text and a silu after it; padding keeps the text's length. */
final class TextConvolution {
  private final Parameter weight;
  private final Parameter bias;
  private final NativeFunction function;

  /**
   * Makes a convolution.
   *
   * @param weights where it registers its parameters
   * @param in channels of what it reads
   * @param out channels of what it makes
   * @param kernel places seen at once
   * @param inputs how many of the in · kernel inputs are not 0; of characters one a place
   */
  TextConvolution(ParameterScope weights, int in, int out, int kernel, int inputs) {
    weight = weights.learnt("weight", InitialValues.kaiming(inputs), out, in, kernel);
    bias = weights.learnt("bias", InitialValues.ZEROS, out);
    function =
        NativeFunction.of("torch.silu(torch.conv1d(x0, x1, x2, [1], [" + kernel / 2 + "]))", 3);
  }

  /** Maps {@code (n, in, length)} to {@code (n, out, length)}. */
  NDArray apply(NDArray x) {
    return function.apply(x, weight.getArray(), bias.getArray());
  }
}
