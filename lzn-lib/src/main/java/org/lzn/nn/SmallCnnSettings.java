package org.lzn.nn;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.stream.IntStream;
import org.lzn.tensor.Require;

/**
 * What distinguishes one small convolutional network from another.
 *
 * @param image the shape (C, H, W) of one image
 * @param widths the channels of each stage; every stage after the first halves the image
 * @param groups groups of each normalisation (at most; they must divide the channels)
 * @param dropout share of the features dropped in training before they are classified
 * @param classes the number of classes
 */
public record SmallCnnSettings(
    Shape image, List<Integer> widths, int groups, double dropout, int classes) {
  /** Checks the sizes and copies the list. */
  public SmallCnnSettings {
    Require.that(image.dimension() == 3, "an image's shape must be (C, H, W), got %s", image);
    Require.that(!widths.isEmpty(), "widths must name at least one stage");
    widths.forEach(width -> Require.that(width > 0, "widths must be positive, got %s", width));
    Require.that(groups > 0, "groups must be positive, got %s", groups);
    Require.that(dropout >= 0 && dropout < 1, "dropout must be in [0, 1), got %s", dropout);
    Require.that(classes > 1, "classes must be 2 or more, got %s", classes);
    widths = List.copyOf(widths);
  }

  /** The network for Fashion-MNIST, whose features stand in for the Inception network's offline. */
  public static SmallCnnSettings fashionMnist() {
    return new SmallCnnSettings(new Shape(1, 28, 28), List.of(16, 48, 96), 8, 0.3, 10);
  }

  /** Returns the width d of the features: the last stage's. */
  public int featureDimension() {
    return widths.get(widths.size() - 1);
  }

  /** Returns these settings for other images and classes. */
  public SmallCnnSettings withData(Shape shape, int count) {
    return new SmallCnnSettings(shape, widths, groups, dropout, count);
  }

  /** Returns these settings with other widths. */
  public SmallCnnSettings withWidths(int... others) {
    List<Integer> list = IntStream.of(others).boxed().toList();
    return new SmallCnnSettings(image, list, groups, dropout, classes);
  }

  /** Returns these settings with another dropout. */
  public SmallCnnSettings withDropout(double share) {
    return new SmallCnnSettings(image, widths, groups, share, classes);
  }
}
