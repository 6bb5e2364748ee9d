package org.lzn.codec;

import ai.djl.ndarray.NDArray;

/**
 * Gives each image its anchor: E of [Lin25] §2.2.1.
 *
 * <p>Encoders are compared by their networks: two that are equal encode alike, so that a training
 * step encodes a batch once for both.
 */
public interface Encoder {
  /**
   * Returns the anchors; differentiable.
   *
   * @param images (n, C, H, W) in [-1, 1]
   * @param training whether dropout is active
   * @return (n, q)
   */
  NDArray anchors(NDArray images, boolean training);
}
