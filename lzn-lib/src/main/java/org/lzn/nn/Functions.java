package org.lzn.nn;

import ai.djl.ndarray.NDArray;

/** Functions without parameters. */
final class Functions {
  private static final NativeFunction SILU = NativeFunction.of("torch.silu(x0)", 1);
  private static final NativeFunction RESCALED_SUM =
      NativeFunction.of("torch.mul_(torch.add(x0, x1), " + Math.sqrt(0.5) + ")", 2);
  private static final NativeFunction ADD_TO_CHANNELS =
      NativeFunction.of("torch.add_(x0, torch.unsqueeze(torch.unsqueeze(x1, -1), -1))", 2);

  private Functions() {}

  /** {@code x · sigmoid(x)}; DJL's own swish is not safe under a gradient, see Constants. */
  static NDArray silu(NDArray x) {
    return SILU.apply(x);
  }

  /** {@code (x + y) / √2} if rescaled, else {@code x + y}. */
  static NDArray sum(NDArray x, NDArray y, boolean rescaled) {
    return rescaled ? RESCALED_SUM.apply(x, y) : x.add(y);
  }

  /** Adds {@code y} (n, c) to every pixel of {@code x} (n, c, h, w), which it uses up. */
  static NDArray addToChannels(NDArray x, NDArray y) {
    return ADD_TO_CHANNELS.apply(x, y);
  }
}
