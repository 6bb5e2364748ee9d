package org.lzn.nn;

import ai.djl.ndarray.NDArray;

/**
 * The residual block of BigGAN as used in [Song21]: norm, silu, (resample,) convolve, add the
 * time's projection, norm, silu, dropout, convolve, add the input.
 */
final class ResidualBlock {
  /** Whether the block keeps, halves or doubles the image. */
  enum Resize {
    NONE,
    DOWN,
    UP
  }

  private final NcsnppSettings settings;
  private final Resampler resampler;
  private final Resize resize;
  private final GroupNorm firstNorm;
  private final Convolution firstConvolution;
  private final Dense time;
  private final GroupNorm secondNorm;
  private final Convolution secondConvolution;
  private final Convolution shortcut;

  /**
   * Makes a block.
   *
   * @param in channels in
   * @param out channels out
   * @param timeUnits width of the time embedding, 0 for a block without
   */
  ResidualBlock(
      ParameterScope weights,
      NcsnppSettings settings,
      int in,
      int out,
      int timeUnits,
      Resize resize) {
    this.settings = settings;
    this.resize = resize;
    resampler = Resampler.of(settings.resampling());
    firstNorm = GroupNorm.of(weights.part("GroupNorm_0"), in);
    firstConvolution = Convolution.scaled(weights.part("Conv_0"), in, out, 3, 1);
    time = timeUnits == 0 ? null : Dense.scaled(weights.part("Dense_0"), timeUnits, out);
    secondNorm = GroupNorm.of(weights.part("GroupNorm_1"), out);
    double scale = settings.blocks().outputScale();
    secondConvolution = Convolution.scaled(weights.part("Conv_1"), out, out, 3, scale);
    boolean keeps = in == out && resize == Resize.NONE;
    shortcut = keeps ? null : Convolution.scaled(weights.part("Conv_2"), in, out, 1, 1);
  }

  /**
   * Applies the block.
   *
   * @param x {@code (n, in, h, w)}
   * @param embedding the time's embedding {@code (n, timeUnits)}, or null
   * @return {@code (n, out, h', w')}
   */
  NDArray apply(NDArray x, NDArray embedding, boolean training) {
    NDArray h = firstNorm.silu(x);
    h = repeats() ? firstConvolution.applyToRepeated(h) : firstConvolution.apply(resized(h));
    if (time != null) {
      h = Functions.addToChannels(h, time.apply(embedding));
    }
    h = dropout(secondNorm.silu(h), training);
    return Functions.sum(shortcut(x), secondConvolution.apply(h), settings.blocks().rescaled());
  }

  /**
   * Where pixels are repeated, a 1×1 convolution before it does the same with a quarter of work.
   */
  private NDArray shortcut(NDArray x) {
    if (shortcut == null) {
      return resized(x);
    }
    return repeats() ? resized(shortcut.apply(x)) : shortcut.apply(resized(x));
  }

  private boolean repeats() {
    return resize == Resize.UP && resampler.repeatsPixels();
  }

  private NDArray resized(NDArray x) {
    return switch (resize) {
      case NONE -> x;
      case DOWN -> resampler.down(x);
      case UP -> resampler.up(x);
    };
  }

  private NDArray dropout(NDArray x, boolean training) {
    double rate = settings.blocks().dropout();
    return training && rate > 0 ? RowDropout.of(x, rate) : x;
  }
}
