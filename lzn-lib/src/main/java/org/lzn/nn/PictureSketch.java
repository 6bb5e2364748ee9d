package org.lzn.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import org.lzn.tensor.Constants;
import org.lzn.tensor.Require;

/**
 * Draws what a decoder is told before any of the picture is there.
 *
 * <p>What is told, u, first says which of K prototypes it is nearest to, in each of H groups. These
 * and u itself, and R products of two sums of them, are laid out as an image of few channels, of
 * which three convolutions make a picture, and directly as a picture that is added:
 *
 * <pre>
 * p_h = softmax(W_h u + b_h),   f = (√K p_1, …, √K p_H, u),   g = (f, (A f + a) ∘ (B f + b)),
 * sketch = conv(silu(conv(silu(conv(C g + c))))) + D g + d,
 * </pre>
 *
 * <p>where √K makes a sure choice of mean square 1. Zones are regions with flat borders, nearly, so
 * that a choice can tell them apart; products say what two things mean together, such as a role and
 * a tone. The paper's decoders know the latent only beside the time, the same at every place; this
 * comes on top of that and is ours.
 */
public final class PictureSketch extends Network {
  private final Size size;
  private final Shape picture;
  private final Dense choice;
  private final Dense left;
  private final Dense right;
  private final Dense layout;
  private final Convolution first;
  private final Convolution second;
  private final Convolution last;
  private final Dense direct;

  /**
   * Its sizes.
   *
   * @param groups H
   * @param prototypes K
   * @param products R
   * @param channels of the layout
   * @param width of the convolutions between
   */
  public record Size(int groups, int prototypes, int products, int channels, int width) {
    /** Checks that all are positive. */
    public Size {
      Require.that(
          groups > 0 && prototypes > 0 && products > 0 && channels > 0 && width > 0,
          "groups, prototypes, products, channels and width must be 1 or more, got %d, %d, %d, %d, %d",
          groups,
          prototypes,
          products,
          channels,
          width);
    }
  }

  /**
   * Makes a network without values; see {@link #initialize}.
   *
   * @param told the length of u
   * @param size of its layers
   * @param picture (C, H, W) of what it draws, such as patches
   */
  public PictureSketch(int told, Size size, Shape picture) {
    this.size = size;
    this.picture = picture;
    ParameterScope root = ParameterScope.of(this);
    int chosen = size.groups() * size.prototypes();
    int features = chosen + told;
    int all = features + size.products();
    int places = Math.toIntExact(picture.get(1) * picture.get(2));
    int out = Math.toIntExact(picture.get(0));
    choice = Dense.plain(root.part("choice"), told, chosen);
    left = Dense.plain(root.part("left"), features, size.products());
    right = Dense.plain(root.part("right"), features, size.products());
    layout = Dense.plain(root.part("layout"), all, places * size.channels());
    first = Convolution.plain(root.part("first"), size.channels(), size.width(), 3);
    second = Convolution.plain(root.part("second"), size.width(), size.width(), 3);
    last = Convolution.plain(root.part("last"), size.width(), out, 1);
    direct = Dense.plain(root.part("direct"), all, Math.toIntExact(picture.size()));
  }

  /** Returns the sketches (n, C, H, W) of what is told, (n, length of u). */
  public NDArray forward(NDArray told) {
    long n = told.getShape().get(0);
    NDArray all = withProducts(NDArrays.concat(new NDList(choices(told), told), 1));
    NDArray laidOut = layout.apply(all).reshape(n, size.channels(), picture.get(1), picture.get(2));
    NDArray inner = Functions.silu(second.apply(Functions.silu(first.apply(laidOut))));
    return last.apply(inner).add(direct.apply(all).reshape(new Shape(n).addAll(picture)));
  }

  private NDArray choices(NDArray told) {
    long n = told.getShape().get(0);
    NDArray sure = choice.apply(told).reshape(n, size.groups(), size.prototypes()).softmax(2);
    return Constants.scale(sure.reshape(n, -1), Math.sqrt(size.prototypes()));
  }

  private NDArray withProducts(NDArray features) {
    NDArray products = left.apply(features).mul(right.apply(features));
    return NDArrays.concat(new NDList(features, products), 1);
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
