package org.lzn.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import org.lzn.tensor.Require;

/**
 * Gives each text its anchor: two convolutions along its characters, the largest value of each
 * channel over all positions, and two dense layers. A word is found wherever it stands, and a wrong
 * letter spoils only the features it takes part in.
 *
 * <p>Not the paper's, whose code has no text.
 */
public final class CaptionEncoder extends Network {
  private static final int KERNEL = 5;

  private final int characters;
  private final int latentDimension;
  private final TextConvolution first;
  private final TextConvolution second;
  private final DenseHead head;

  /**
   * Makes an encoder without values; see {@link #initialize}.
   *
   * @param characters the size of the alphabet
   * @param width channels of the convolutions
   * @param latentDimension q
   */
  public CaptionEncoder(int characters, int width, int latentDimension) {
    this.characters = characters;
    this.latentDimension = latentDimension;
    ParameterScope root = ParameterScope.of(this);
    first = new TextConvolution(root.part("first"), characters, width, KERNEL, KERNEL);
    second = new TextConvolution(root.part("second"), width, width, KERNEL, width * KERNEL);
    head = DenseHead.kaiming(root, width, width, latentDimension);
  }

  /** Returns the width q of an anchor. */
  public int latentDimension() {
    return latentDimension;
  }

  /**
   * Returns the anchors.
   *
   * @param texts one-hot characters, {@code (n, characters, length)}; zeros after a text's end
   * @return {@code (n, q)}
   */
  public NDArray forward(NDArray texts) {
    Require.shape("texts", texts, -1, characters, -1);
    return head.apply(second.apply(first.apply(texts)).max(new int[] {2}));
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
