package org.lzn.nn;

import ai.djl.ndarray.NDArray;

/**
 * Makes anchors of an encoder's features by two dense layers,
 *
 * <pre>a = W_2 silu(W_1 x + b_1) + b_2.</pre>
 *
 * @param hidden {@code (n, d)} to {@code (n, units)}
 * @param out {@code (n, units)} to {@code (n, q)}
 */
record DenseHead(Dense hidden, Dense out) {
  /**
   * Makes a head whose layers are named hidden and out.
   *
   * @param weights where it registers its parameters
   * @param features d
   * @param units of the first layer
   * @param latentDimension q
   */
  static DenseHead kaiming(ParameterScope weights, int features, int units, int latentDimension) {
    return new DenseHead(
        Dense.kaiming(weights.part("hidden"), features, units),
        Dense.kaiming(weights.part("out"), units, latentDimension));
  }

  /** Maps features {@code (n, d)} to anchors {@code (n, q)}. */
  NDArray apply(NDArray features) {
    return out.apply(Functions.silu(hidden.apply(features)));
  }
}
