package org.lzn.nn;

import ai.djl.ndarray.NDArray;
import org.lzn.nn.ResidualBlock.Resize;

/** The U-Net's middle, at the coarsest level: block, attention, block. */
final class Middle {
  private final ResidualBlock first;
  private final AttentionBlock attention;
  private final ResidualBlock second;

  Middle(Modules modules, NcsnppSettings settings, int channels, int timeUnits) {
    first = block(modules, settings, channels, timeUnits);
    attention = new AttentionBlock(modules.next(), settings, channels);
    second = block(modules, settings, channels, timeUnits);
  }

  private static ResidualBlock block(
      Modules modules, NcsnppSettings settings, int channels, int timeUnits) {
    return new ResidualBlock(modules.next(), settings, channels, channels, timeUnits, Resize.NONE);
  }

  /** Maps {@code (n, c, h, w)} to the same shape; embedding may be null. */
  NDArray apply(NDArray x, NDArray embedding, boolean training) {
    NDArray h = attention.apply(first.apply(x, embedding, training));
    return second.apply(h, embedding, training);
  }
}
