package org.lzn.nn;

import java.util.List;
import java.util.stream.IntStream;
import org.lzn.tensor.Require;

/**
 * What distinguishes one residual network from another, [He16]. A small one for 28 × 28 images:
 *
 * <pre>{@code
 * ResNetSettings.ofDepth(50).withColours(1).withStem(3, 1, false).withStages(1, 1, 1)
 *     .withWidth(16).withGroups(8).withHead(2, 64)
 * }</pre>
 *
 * @param colours the images' channels
 * @param stem the first convolution
 * @param stages the residual stages; every one after the first halves the image
 * @param groups groups of each normalisation (at most; they must divide the channels)
 * @param head what follows the pooled features
 */
public record ResNetSettings(int colours, Stem stem, Stages stages, int groups, Head head) {
  /** Checks the sizes. */
  public ResNetSettings {
    positive("colours", colours);
    positive("groups", groups);
  }

  /**
   * The first convolution.
   *
   * @param kernel its size, odd
   * @param stride its stride: 2 halves the image
   * @param pools whether max pooling halves the image once more
   */
  public record Stem(int kernel, int stride, boolean pools) {
    /** Checks the sizes. */
    public Stem {
      Require.that(kernel > 0 && kernel % 2 == 1, "kernel must be odd, got %d", kernel);
      positive("stride", stride);
    }
  }

  /**
   * The residual stages. Stage i has width {@code width · 2^i} inside its blocks and {@code
   * expansion} times as many channels between them.
   *
   * @param blocks the blocks of each stage
   * @param width the width inside the first stage's blocks, and of the stem
   * @param expansion channels between blocks for each inside
   */
  public record Stages(List<Integer> blocks, int width, int expansion) {
    /** Checks the sizes and copies the list. */
    public Stages {
      Require.that(!blocks.isEmpty(), "blocks must name at least one stage");
      blocks.forEach(count -> positive("each stage's blocks", count));
      positive("width", width);
      positive("expansion", expansion);
      blocks = List.copyOf(blocks);
    }
  }

  /**
   * The projection head: dense layers without bias, each normalised, relu between them.
   *
   * @param layers the number of dense layers, all but the last as wide as the features; 0: no head
   * @param dimension the width of the last layer
   * @param normalised whether the last layer is normalised too; if not, it has a bias
   */
  public record Head(int layers, int dimension, boolean normalised) {
    /** Checks the sizes. */
    public Head {
      Require.that(layers >= 0, "layers of the head must not be negative, got %d", layers);
      positive("dimension of the head", dimension);
    }
  }

  /**
   * The network of case study 2 at depth 50, 101, 152 or 200: GroupNorm of 32 groups, a head of two
   * layers to 256, [Lin25] §4.2.
   */
  public static ResNetSettings ofDepth(int depth) {
    List<Integer> blocks =
        switch (depth) {
          case 50 -> List.of(3, 4, 6, 3);
          case 101 -> List.of(3, 4, 23, 3);
          case 152 -> List.of(3, 8, 36, 3);
          case 200 -> List.of(3, 24, 36, 3);
          default ->
              throw new IllegalArgumentException("depth must be 50, 101, 152 or 200, got " + depth);
        };
    return new ResNetSettings(
        3, new Stem(7, 2, true), new Stages(blocks, 64, 4), 32, new Head(2, 256, true));
  }

  /** Returns the width of the features. */
  public int featureDimension() {
    return (stages.width * stages.expansion) << (stages.blocks.size() - 1);
  }

  /** Returns the width of the network's output. */
  public int dimension() {
    return head.layers == 0 ? featureDimension() : head.dimension;
  }

  /** Returns these settings for images of other channels. */
  public ResNetSettings withColours(int other) {
    return new ResNetSettings(other, stem, stages, groups, head);
  }

  /** Returns these settings with another first convolution. */
  public ResNetSettings withStem(int kernel, int stride, boolean pools) {
    return new ResNetSettings(colours, new Stem(kernel, stride, pools), stages, groups, head);
  }

  /** Returns these settings with other numbers of blocks, one for each stage. */
  public ResNetSettings withStages(int... blocks) {
    List<Integer> list = IntStream.of(blocks).boxed().toList();
    return with(new Stages(list, stages.width, stages.expansion));
  }

  /** Returns these settings with another width: 64 times the "width multiplier". */
  public ResNetSettings withWidth(int width) {
    return with(new Stages(stages.blocks, width, stages.expansion));
  }

  /** Returns these settings with other channels between blocks for each inside. */
  public ResNetSettings withExpansion(int expansion) {
    return with(new Stages(stages.blocks, stages.width, expansion));
  }

  /** Returns these settings with other groups. */
  public ResNetSettings withGroups(int other) {
    return new ResNetSettings(colours, stem, stages, other, head);
  }

  /** Returns these settings with another projection head. */
  public ResNetSettings withHead(int layers, int dimension) {
    return new ResNetSettings(colours, stem, stages, groups, new Head(layers, dimension, true));
  }

  /** Returns these settings with a dense layer to the logits of classes in place of the head. */
  public ResNetSettings withClasses(int classes) {
    return new ResNetSettings(colours, stem, stages, groups, new Head(1, classes, false));
  }

  private ResNetSettings with(Stages other) {
    return new ResNetSettings(colours, stem, other, groups, head);
  }

  private static void positive(String name, int value) {
    Require.that(value > 0, "%s must be positive, got %d", name, value);
  }
}
