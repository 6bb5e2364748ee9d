package org.lzn.codec;

import ai.djl.ndarray.NDArray;
import org.lzn.latent.LatentComputation;
import org.lzn.latent.Latents;

/**
 * Maps labels to zones of the latent space: the latent of a label is a point of its class's zone
 * ([Lin25] §5).
 *
 * @param anchors of the classes
 * @param zones the latent computation
 */
public record LabelEncoder(LabelAnchors anchors, LatentComputation zones) {
  /**
   * Returns the latents z = C(labels), shape (n, q); every class has the same weight.
   *
   * @param labels (n)
   * @param noise ε, shape (n, q)
   */
  public Latents latents(int[] labels, NDArray noise) {
    return zones.of(anchors.uniform(), labels, noise);
  }
}
