package org.lzn.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;

/** A convolution along a text and a silu after it; padding keeps the text's length. */
final class TextConvolution {
  private final Parameter weight;
  private final Parameter bias;
  private final NativeFunction function;

  TextConvolution(ParameterScope weights, int in, int out, int kernel) {
    InitialValues fill = InitialValues.uniform(1 / Math.sqrt((double) in * kernel));
    weight = weights.learnt("weight", fill, out, in, kernel);
    bias = weights.learnt("bias", fill, out);
    function =
        NativeFunction.of("torch.silu(torch.conv1d(x0, x1, x2, [1], [" + kernel / 2 + "]))", 3);
  }

  /** Maps {@code (n, in, length)} to {@code (n, out, length)}. */
  NDArray apply(NDArray x) {
    return function.apply(x, weight.getArray(), bias.getArray());
  }
}
