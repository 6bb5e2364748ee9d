package org.lzn.nn;

import java.util.List;
import java.util.stream.IntStream;
import org.lzn.tensor.Require;

/**
 * What distinguishes one NCSN++ from another, [Song21] §4.1 and appendix H: the sizes, how images
 * are resampled, how time enters, and, for an encoder, the heads of [Lin25].
 *
 * <p>A smaller network is the same classes with other numbers:
 *
 * <pre>{@code
 * NcsnppSettings.cifar10().withImage(1, 28).withChannels(32).withMultipliers(1, 2)
 *     .withBlocks(1).withAttention().withDropout(0)
 * }</pre>
 *
 * @param image the images' size
 * @param levels the resolutions and the blocks at each
 * @param blocks details of all blocks
 * @param resampling how images shrink and grow
 * @param time how time enters the decoder
 * @param heads how an encoder's features become an anchor
 */
public record NcsnppSettings(
    Image image, Levels levels, Blocks blocks, Resampling resampling, Time time, Heads heads) {

  /** Checks that the image can be halved once a level. */
  public NcsnppSettings {
    int halvings = levels.multipliers.size() - 1;
    Require.that(
        image.size % (1 << halvings) == 0,
        "an image of size %d cannot be halved %d times, once for each level after the first",
        image.size,
        halvings);
  }

  /**
   * Images as a network sees them: {@code (n, channels, size, size)}.
   *
   * @param channels the colour channels
   * @param size rows and columns
   */
  public record Image(int channels, int size) {
    /** Checks the sizes. */
    public Image {
      positive("image channels", channels);
      positive("image size", size);
    }
  }

  /**
   * The U-Net's levels: resolution {@code size / 2^i} with {@code channels · multipliers[i]}.
   *
   * @param channels the base width, a multiple of 4
   * @param multipliers one factor a level, the finest level first
   * @param blocks residual blocks a level on the way down (one more on the way up)
   * @param attention the resolutions at which attention follows each block
   */
  public record Levels(
      int channels, List<Integer> multipliers, int blocks, List<Integer> attention) {
    /** Checks the sizes and copies the lists. */
    public Levels {
      Require.that(
          channels > 0 && channels % 4 == 0,
          "channels must be a positive multiple of 4, got %d",
          channels);
      Require.that(!multipliers.isEmpty(), "multipliers must name at least one level");
      multipliers.forEach(factor -> positive("each multiplier", factor));
      positive("blocks", blocks);
      multipliers = List.copyOf(multipliers);
      attention = List.copyOf(attention);
    }
  }

  /**
   * Details of all blocks.
   *
   * @param dropout the rate of dropout inside residual blocks, 0 for none
   * @param rescaled whether sums of two paths are divided by √2
   * @param outputScale scale of the initial weights that end a block or the network; 0 makes each
   *     block begin as (nearly) the identity
   */
  public record Blocks(double dropout, boolean rescaled, double outputScale) {
    /** Checks the ranges. */
    public Blocks {
      Require.that(dropout >= 0 && dropout < 1, "dropout must be in [0, 1), got %s", dropout);
      Require.that(outputScale >= 0, "outputScale must not be negative, got %s", outputScale);
    }
  }

  /**
   * How images shrink and grow.
   *
   * @param filter the four taps of the low-pass filter; empty: average down, repeat up
   * @param inputSkip whether a shrinking copy of the input joins each level
   * @param outputSkip whether the output is a sum of images made at every level
   */
  public record Resampling(List<Double> filter, boolean inputSkip, boolean outputSkip) {
    /** Checks the filter and copies it. */
    public Resampling {
      Require.that(
          filter.isEmpty() || filter.size() == 4, "filter must have 4 taps or none: %s", filter);
      Require.that(
          filter.isEmpty() || filter.stream().mapToDouble(v -> v).sum() != 0,
          "the taps of a filter must not sum to zero: %s",
          filter);
      filter = List.copyOf(filter);
    }
  }

  /** How a number becomes a vector of sines and cosines. */
  public enum Embedding {
    /** Fixed frequencies 1 to 1/10000 of 999 t, geometrically spaced. */
    POSITIONAL,
    /** Random frequencies of log(999 t), drawn once and not trained; t = 0 is not allowed. */
    FOURIER
  }

  /**
   * How time enters.
   *
   * @param embedding the kind of embedding
   * @param fourierScale the standard deviation of random frequencies
   * @param divideOutput whether the output is divided by 999 t; t = 0 is not allowed then. Only
   *     with random frequencies: [Song21] divides the output of a network with fixed ones by an
   *     entry of a table of noise levels, and not by the time
   */
  public record Time(Embedding embedding, double fourierScale, boolean divideOutput) {
    /** Checks the scale and refuses what the published networks would compute otherwise. */
    public Time {
      Require.that(
          embedding == Embedding.FOURIER || !divideOutput,
          "divideOutput needs the embedding FOURIER, got %s: the published network then divides by"
              + " a table of noise levels, which this one does not have",
          embedding);
      Require.that(fourierScale > 0, "fourierScale must be positive, got %s", fourierScale);
    }
  }

  /**
   * An encoder's heads: one for each feature map of the way down and one for the middle, summed.
   *
   * @param channels channels of a head's 1×1 convolution
   * @param units units of its hidden dense layer
   * @param resolutions the resolutions that have heads; empty: all
   */
  public record Heads(int channels, int units, List<Integer> resolutions) {
    /** Checks the sizes and copies the list. */
    public Heads {
      positive("channels of a head", channels);
      positive("units of a head", units);
      resolutions = List.copyOf(resolutions);
    }
  }

  /** The network for CIFAR10 of [Lin25] appendix: DDPM++, attention at 16 × 16. */
  public static NcsnppSettings cifar10() {
    return new NcsnppSettings(
        new Image(3, 32),
        new Levels(128, List.of(1, 2, 2, 2), 4, List.of(16)),
        new Blocks(0.15, true, 0),
        new Resampling(List.of(), false, false),
        new Time(Embedding.POSITIONAL, 16, false),
        new Heads(20, 200, List.of()));
  }

  /** The network for 256 × 256 images of [Lin25] appendix: NCSN++ with filters and skips. */
  public static NcsnppSettings size256() {
    return new NcsnppSettings(
        new Image(3, 256),
        new Levels(128, List.of(1, 1, 2, 2, 2, 2, 2), 2, List.of(16)),
        new Blocks(0, true, 0),
        new Resampling(List.of(1., 3., 3., 1.), true, true),
        new Time(Embedding.FOURIER, 16, true),
        new Heads(20, 200, List.of(64, 32, 16, 8, 4)));
  }

  /** Returns these settings for other images. */
  public NcsnppSettings withImage(int channels, int size) {
    return with(new Image(channels, size), levels, blocks);
  }

  /** Returns these settings with another base width. */
  public NcsnppSettings withChannels(int channels) {
    return with(levels.multipliers, channels, levels.blocks, levels.attention);
  }

  /** Returns these settings with other levels. */
  public NcsnppSettings withMultipliers(int... multipliers) {
    return with(list(multipliers), levels.channels, levels.blocks, levels.attention);
  }

  /** Returns these settings with another number of blocks a level. */
  public NcsnppSettings withBlocks(int blocksPerLevel) {
    return with(levels.multipliers, levels.channels, blocksPerLevel, levels.attention);
  }

  /** Returns these settings with attention at other resolutions, or at none. */
  public NcsnppSettings withAttention(int... resolutions) {
    return with(levels.multipliers, levels.channels, levels.blocks, list(resolutions));
  }

  /** Returns these settings with another rate of dropout. */
  public NcsnppSettings withDropout(double rate) {
    return with(image, levels, new Blocks(rate, blocks.rescaled, blocks.outputScale));
  }

  /** Returns these settings with another way for time to enter. */
  public NcsnppSettings withTime(Time other) {
    return new NcsnppSettings(image, levels, blocks, resampling, other, heads);
  }

  /** Returns these settings with other heads; no resolutions means heads at all of them. */
  public NcsnppSettings withHeads(int channels, int units, int... resolutions) {
    Heads other = new Heads(channels, units, list(resolutions));
    return new NcsnppSettings(image, levels, blocks, resampling, time, other);
  }

  private NcsnppSettings with(Image otherImage, Levels otherLevels, Blocks otherBlocks) {
    return new NcsnppSettings(otherImage, otherLevels, otherBlocks, resampling, time, heads);
  }

  private NcsnppSettings with(
      List<Integer> multipliers, int channels, int blocksPerLevel, List<Integer> attention) {
    return with(image, new Levels(channels, multipliers, blocksPerLevel, attention), blocks);
  }

  private static List<Integer> list(int... values) {
    return IntStream.of(values).boxed().toList();
  }

  private static void positive(String name, int value) {
    Require.that(value > 0, "%s must be positive, got %d", name, value);
  }
}
