package org.lzn.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import org.lzn.tensor.Constants;

/** Functions without parameters. */
final class Functions {
  private Functions() {}

  /** {@code x · sigmoid(x)}; DJL's own swish is not safe under a gradient, see Constants. */
  static NDArray silu(NDArray x) {
    return Activation.sigmoid(x).mul(x);
  }

  /** {@code (x + y) / √2} if rescaled, else {@code x + y}. */
  static NDArray sum(NDArray x, NDArray y, boolean rescaled) {
    NDArray sum = x.add(y);
    return rescaled ? Constants.scale(sum, Math.sqrt(0.5)) : sum;
  }
}
