package org.lzn.nn;

import ai.djl.ndarray.NDArray;
import org.lzn.tensor.Constants;

/** Functions without parameters. */
final class Functions {
  private static final double ROOT_HALF = Math.sqrt(0.5);
  private static final NativeFunction SILU = NativeFunction.of("torch.silu(x0)", 1);

  private Functions() {}

  /** {@code x · sigmoid(x)}; DJL's own swish is not safe under a gradient, see Constants. */
  static NDArray silu(NDArray x) {
    return SILU.apply(x);
  }

  /** {@code (x + y) / √2} if rescaled, else {@code x + y}. */
  static NDArray sum(NDArray x, NDArray y, boolean rescaled) {
    NDArray sum = x.add(y);
    return rescaled ? Constants.scale(sum, ROOT_HALF) : sum;
  }
}
