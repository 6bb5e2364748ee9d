package org.lzn.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;

/**
 * Lays a latent out as an image of few channels, so that a decoder of pictures is told at every
 * place what belongs there: dense, silu, dense. The paper's decoders know the latent only beside
 * the time, the same at every place; this comes on top of that and is ours.
 */
public final class LatentMap extends Network {
  private final Shape shape;
  private final Dense hidden;
  private final Dense out;

  /**
   * Makes a map without values; see {@link #initialize}.
   *
   * @param latentDimension q
   * @param units between the two layers
   * @param shape (C, H, W) of the map
   */
  public LatentMap(int latentDimension, int units, Shape shape) {
    this.shape = shape;
    ParameterScope root = ParameterScope.of(this);
    hidden = Dense.plain(root.part("hidden"), latentDimension, units);
    out = Dense.plain(root.part("out"), units, Math.toIntExact(shape.size()));
  }

  /** Returns the maps (n, C, H, W) of latents (n, q). */
  public NDArray forward(NDArray latents) {
    NDArray flat = out.apply(Functions.silu(hidden.apply(latents)));
    return flat.reshape(new Shape(latents.getShape().get(0)).addAll(shape));
  }

  @Override
  protected NDArray run(NDList inputs, boolean training) {
    return forward(inputs.singletonOrThrow());
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {new Shape(inputShapes[0].get(0)).addAll(shape)};
  }
}
