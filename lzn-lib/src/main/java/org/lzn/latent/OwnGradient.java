package org.lzn.latent;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.lzn.tensor.Constants;

/** dL/d log P_{i,k_i} for every latent i, at one step. */
final class OwnGradient {
  private final Pairing pairing;
  private final double[] values;

  OwnGradient(Pairing pairing, double[] values) {
    this.pairing = pairing;
    this.values = values;
  }

  Pairing pairing() {
    return pairing;
  }

  /** Returns the gradients of the latents from {@code from} to {@code to} as a column. */
  NDArray rows(NDManager manager, int from, int to) {
    return Constants.of(manager, Arrays.copyOfRange(values, from, to), new Shape(to - from, 1));
  }
}
