package org.lzn.codec;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lzn.latent.Anchors;
import org.lzn.tensor.Constants;

/**
 * Which anchors share the latent space, and whose zone each sample belongs to.
 *
 * @param points the anchors, (k, q), under a gradient's graph or not
 * @param owners the row of its anchor for each of n samples
 * @param weights of the anchors, (k); empty if all have the same share
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record Zones(NDArray points, int[] owners, Optional<double[]> weights) {
  /** Returns zones of which each sample has one of its own. */
  public static Zones own(NDArray points) {
    int n = Math.toIntExact(points.getShape().get(0));
    return new Zones(points, IntStream.range(0, n).toArray(), Optional.empty());
  }

  /** Returns the anchors outside any graph, for latent computation and alignment. */
  public Anchors anchors() {
    Anchors equal = Anchors.of(points.stopGradient());
    return weights
        .map(w -> equal.withWeights(Constants.of(points.getManager(), w, new Shape(w.length))))
        .orElse(equal);
  }
}
