package org.lzn.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import org.lzn.tensor.Constants;
import org.lzn.tensor.Require;

/**
 * Draws what a latent says of a picture before any of the picture is there.
 *
 * <p>The latent first says which of K prototypes it is nearest to, in each of H groups; what they
 * stand for is laid out as an image of few channels, and three convolutions make the picture of it:
 *
 * <pre>
 * p_h = softmax(W_h z + b_h),   m = W (√K p_1, …, √K p_H) + b,   sketch = conv(silu(conv(silu(conv(m))))),
 * </pre>
 *
 * <p>where √K makes a sure choice of mean square 1. Zones are regions with flat borders, nearly, so
 * that a choice can tell them apart. The paper's decoders know the latent only beside the time, the
 * same at every place; this comes on top of that and is ours.
 */
public final class PictureSketch extends Network {
  private final Size size;
  private final Shape picture;
  private final Dense choice;
  private final Dense layout;
  private final Convolution first;
  private final Convolution second;
  private final Convolution last;

  /**
   * Its sizes.
   *
   * @param groups H
   * @param prototypes K
   * @param channels of the layout m
   * @param width of the convolutions between
   */
  public record Size(int groups, int prototypes, int channels, int width) {
    /** Checks that all are positive. */
    public Size {
      Require.that(
          groups > 0 && prototypes > 0 && channels > 0 && width > 0,
          "groups, prototypes, channels and width must be 1 or more, got %d, %d, %d, %d",
          groups,
          prototypes,
          channels,
          width);
    }
  }

  /**
   * Makes a network without values; see {@link #initialize}.
   *
   * @param latentDimension q
   * @param size of its layers
   * @param picture (C, H, W) of what it draws, such as patches
   */
  public PictureSketch(int latentDimension, Size size, Shape picture) {
    this.size = size;
    this.picture = picture;
    ParameterScope root = ParameterScope.of(this);
    int all = size.groups() * size.prototypes();
    int places = Math.toIntExact(picture.get(1) * picture.get(2));
    int out = Math.toIntExact(picture.get(0));
    choice = Dense.plain(root.part("choice"), latentDimension, all);
    layout = Dense.plain(root.part("layout"), all, places * size.channels());
    first = Convolution.plain(root.part("first"), size.channels(), size.width(), 3);
    second = Convolution.plain(root.part("second"), size.width(), size.width(), 3);
    last = Convolution.plain(root.part("last"), size.width(), out, 1);
  }

  /** Returns the sketches (n, C, H, W) of latents (n, q). */
  public NDArray forward(NDArray latents) {
    long n = latents.getShape().get(0);
    NDArray chosen = choice.apply(latents).reshape(n, size.groups(), size.prototypes()).softmax(2);
    NDArray features = Constants.scale(chosen.reshape(n, -1), Math.sqrt(size.prototypes()));
    NDArray laidOut =
        layout.apply(features).reshape(n, size.channels(), picture.get(1), picture.get(2));
    NDArray inner = Functions.silu(second.apply(Functions.silu(first.apply(laidOut))));
    return last.apply(inner);
  }

  @Override
  protected NDArray run(NDList inputs, boolean training) {
    return forward(inputs.singletonOrThrow());
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {new Shape(inputShapes[0].get(0)).addAll(picture)};
  }
}
