package org.lzn.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;

/**
 * A network that represents images: features, and a head that makes each image's anchor of them.
 * Any subclass can be trained and probed as the encoder of case study 2.
 */
public abstract class FeatureNetwork extends Network {
  /**
   * Returns the features before the head; differentiable.
   *
   * @param images {@code (n, C, H, W)} in [-1, 1]
   * @return {@code (n, d)}
   */
  public abstract NDArray features(NDArray images);

  /**
   * Returns what the head makes of features {@code (n, d)}: anchors {@code (n, q)}; differentiable.
   */
  public abstract NDArray project(NDArray features);

  /** Returns q, the width of the head's output. */
  public abstract int dimension();

  /** Returns the head's output {@code (n, q)} of images {@code (n, C, H, W)} in [-1, 1]. */
  public final NDArray forward(NDArray images) {
    return project(features(images));
  }

  @Override
  protected final NDArray run(NDList inputs, boolean training) {
    return forward(inputs.singletonOrThrow());
  }

  @Override
  public final Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {new Shape(inputShapes[0].get(0), dimension())};
  }
}
