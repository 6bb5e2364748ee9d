package org.lzn.latent;

import ai.djl.ndarray.NDArray;
import org.lzn.flow.VelocityField;
import org.lzn.tensor.Constants;
import org.lzn.tensor.Require;
import org.lzn.tensor.Scope;

/**
 * The flow from the Gaussian prior to the anchors, v(s, t) = (m(s, t) - s) / (1 - t) with the
 * posterior mean m = Σ_j w_j(s, t) a_j and the posterior weights w_j ∝ weight_j exp(-|s - t a_j|² /
 * (2 (1 - t)²)) [Lin25] §2.2.1, Eq. 1. The zone of an anchor is what flows to it.
 *
 * <p>Points have shape (m, q), float32 or float64; results have their type. Inside, all is double
 * precision. No gradient is recorded. The time must be in [0, 1).
 */
public final class ZoneFlow implements VelocityField {
  private final Anchors anchors;

  private ZoneFlow(Anchors anchors) {
    this.anchors = anchors;
  }

  /** Returns the flow over the given anchors. */
  public static ZoneFlow over(Anchors anchors) {
    return new ZoneFlow(anchors);
  }

  /** Returns v(s, t), shape (m, q). */
  @Override
  public NDArray at(NDArray s, double t) {
    return evaluate(
        s,
        t,
        (posterior, x) -> posterior.mean(x, t).subi(x).muli(Constants.scalar(x, 1 / (1 - t))));
  }

  /** Returns the posterior weights w(s, t), shape (m, n); every row sums to one. */
  public NDArray weights(NDArray s, double t) {
    return evaluate(s, t, (posterior, x) -> posterior.weights(x, t));
  }

  /** Returns the posterior mean of the anchors m(s, t), shape (m, q). */
  public NDArray meanAnchor(NDArray s, double t) {
    return evaluate(s, t, (posterior, x) -> posterior.mean(x, t));
  }

  @FunctionalInterface
  private interface Evaluation {
    NDArray of(Posterior posterior, NDArray s);
  }

  private NDArray evaluate(NDArray s, double t, Evaluation evaluation) {
    Require.shape("points", s, -1, anchors.dimension());
    Require.that(0 <= t && t < 1, "time must be in [0, 1), got %s", t);
    try (Scope scope = Scope.open()) {
      NDArray result = evaluation.of(Posterior.over(anchors), Posterior.doubles(s));
      return scope.keep(result.toType(s.getDataType(), false));
    }
  }
}
