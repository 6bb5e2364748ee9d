package org.lzn.latent;

import ai.djl.ndarray.NDArray;
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

  /**
   * Returns what reaches the logits of a tile, dL/d log P_{i,k_i} (e_{k_i} - P_i).
   *
   * @param p the tile's weights within reach, shape (to - from, k)
   */
  NDArray throughLogits(NDArray p, Reach reach, int from, int to) {
    double[] tile = Arrays.copyOfRange(values, from, to);
    NDArray column = Constants.of(p.getManager(), tile, new Shape(to - from, 1));
    NDArray own = reach.columns(pairing.oneHot(p.getManager(), from, to));
    return own.subi(p).muli(column);
  }
}
