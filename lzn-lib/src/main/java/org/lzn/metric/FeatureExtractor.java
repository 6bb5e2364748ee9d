package org.lzn.metric;

import ai.djl.ndarray.NDArray;

/**
 * A network that turns images into features, in which scores compare them.
 *
 * <p>Two scores can be compared only if they come from the same extractor; its {@link #name} and
 * {@link #checksum} therefore go with every score.
 */
public interface FeatureExtractor extends AutoCloseable {
  /**
   * Returns which network this is and how images reach it, such as "Inception v3, clean-fid
   * resizing". Only the Inception network of the Fréchet inception distance may begin with
   * "Inception".
   */
  String name();

  /** Returns the SHA-256 of the network's weights, in hexadecimal. */
  String checksum();

  /**
   * Returns the features of a batch, in the manager of the images.
   *
   * @param images (n, C, H, W), float32, in [-1, 1]
   * @return (n, d), float32
   */
  NDArray features(NDArray images);

  /** Frees the network. */
  @Override
  default void close() {}
}
