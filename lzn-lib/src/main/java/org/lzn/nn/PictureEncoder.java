package org.lzn.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import org.lzn.tensor.Require;

/**
 * Gives each small drawing its anchor: the same dense layer at every place, then two over all
 * places at once.
 *
 * <pre>h_p = silu(W_1 x_p + b_1),   a = W_3 silu(W_2 (h_1, …, h_P) + b_2) + b_3.</pre>
 *
 * <p>Not the paper's, whose encoders are convolutional. Drawings of one style lie on one another
 * place by place, so that nothing must be looked for; this sees a thousand of them in the time that
 * a convolutional network needs for a hundred, and a step can hold the anchors of all.
 */
public final class PictureEncoder extends Network {
  private final Shape image;
  private final int latentDimension;
  private final Dense local;
  private final DenseHead head;

  /**
   * Its sizes.
   *
   * @param local features of each place
   * @param units of the layer over all places
   */
  public record Size(int local, int units) {
    /** Checks that both are positive. */
    public Size {
      Require.that(local > 0 && units > 0, "layers need 1 or more units, got %d, %d", local, units);
    }
  }

  /**
   * Makes an encoder without values; see {@link #initialize}.
   *
   * @param image (C, H, W) of what it sees, such as patches
   * @param size of its layers
   * @param latentDimension q
   */
  public PictureEncoder(Shape image, Size size, int latentDimension) {
    this.image = image;
    this.latentDimension = latentDimension;
    ParameterScope root = ParameterScope.of(this);
    int places = Math.toIntExact(image.get(1) * image.get(2));
    local = Dense.kaiming(root.part("local"), Math.toIntExact(image.get(0)), size.local());
    head = DenseHead.kaiming(root, places * size.local(), size.units(), latentDimension);
  }

  /** Returns the anchors (n, q) of pictures (n, C, H, W). */
  public NDArray forward(NDArray pictures) {
    Require.shape("pictures", pictures, -1, image.get(0), image.get(1), image.get(2));
    long n = pictures.getShape().get(0);
    NDArray places = pictures.transpose(0, 2, 3, 1).reshape(-1, image.get(0));
    return head.apply(Functions.silu(local.apply(places)).reshape(n, -1));
  }

  @Override
  protected NDArray run(NDList inputs, boolean training) {
    return forward(inputs.singletonOrThrow());
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {new Shape(inputShapes[0].get(0), latentDimension)};
  }
}
