package org.lzn.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.Map;
import org.lzn.codec.RepresentationEncoder;
import org.lzn.nn.Network;
import org.lzn.tensor.Constants;
import org.lzn.tensor.Require;

/**
 * The loss of SimCLR ([Chen20] Eq. 1, "NT-Xent"), a baseline of case study 2. With the 2n
 * embeddings u of both views, each of length 1, and p(i) the other view of image i:
 *
 * <pre>loss = -mean_i log( exp(u_i·u_p(i) / τ) / Σ_{j≠i} exp(u_i·u_j / τ) ).</pre>
 *
 * @param encoder whose anchors are embedded
 * @param temperature τ
 */
record SimClr(RepresentationEncoder encoder, double temperature) implements Objective {
  /** In place of the similarity of an embedding to itself: its exponential is 0. */
  private static final double EXCLUDED = -1e9;

  SimClr {
    Require.that(temperature > 0, "the temperature must be positive, got %s", temperature);
  }

  @Override
  public Map<String, Network> parts() {
    return encoder.parts();
  }

  @Override
  public boolean isForWorkers() {
    return true;
  }

  @Override
  public double value(Step step) {
    TwoViews.require(step);
    if (!step.training()) {
      NDArray first = TwoViews.unit(step.anchors(encoder, 0));
      NDArray second = TwoViews.unit(step.anchors(encoder, 1));
      step.measure(TwoViews.RATE, TwoViews.rate(first.matMul(second.transpose())));
    }
    return step.ofAnchors(encoder, 2, views -> loss(views.get(0), views.get(1)));
  }

  /**
   * Returns the loss of embeddings that need not have length 1; differentiable.
   *
   * @param first of the first views, (n, q)
   * @param second of the second views, (n, q)
   */
  NDArray loss(NDArray first, NDArray second) {
    int n = Math.toIntExact(first.getShape().get(0));
    NDArray u = NDArrays.concat(new NDList(TwoViews.unit(first), TwoViews.unit(second)));
    NDArray similarities = Constants.scale(u.matMul(u.transpose()), 1 / temperature);
    NDArray self = Constants.scale(u.getManager().eye(2 * n), EXCLUDED);
    NDArray logs = similarities.add(self).logSoftmax(1);
    // Row i of the upper right block is x_i against all x'_j, of the lower left the reverse.
    NDArray forth = TwoViews.minusMeanOfDiagonal(logs.get("0:" + n + "," + n + ":"));
    NDArray back = TwoViews.minusMeanOfDiagonal(logs.get(n + ":,0:" + n));
    return Constants.scale(forth.add(back), 0.5);
  }
}
