package example;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import org.lzn.codec.RepresentationEncoder;
import org.lzn.nn.Network;
import org.lzn.objective.Objective;
import org.lzn.objective.Step;
import org.lzn.tensor.Constants;
import org.lzn.tensor.HostTransfers;
import org.lzn.tensor.Require;

/**
 * A loss of one's own: Barlow Twins (J. Zbontar et al., ICML 2021, Eqs. 1 and 2). Of the anchors a
 * and b of a batch's two views, centred over the batch,
 *
 * <pre>
 * C_ij = Σ_n a_ni b_nj / (|a_i| |b_j|),   loss = Σ_i (1 - C_ii)² + λ Σ_{i≠j} C_ij²:
 * </pre>
 *
 * <p>each component shall be the same in both views, and no two components shall tell the same.
 *
 * @param encoder whose anchors are compared
 * @param weight λ
 */
public record BarlowTwins(RepresentationEncoder encoder, double weight) implements Objective {
  private static final float SMALLEST = 1e-12f; // a component that is constant has the length 0

  /** Checks λ. */
  public BarlowTwins {
    Require.that(weight >= 0, "λ must be 0 or more, got %s", weight);
  }

  @Override
  public Map<String, Network> parts() {
    return encoder.parts();
  }

  @Override
  public double value(Step step) {
    if (!step.training()) {
      NDArray c = correlations(step.anchors(encoder, 0), step.anchors(encoder, 1));
      step.measure("twins' correlation", HostTransfers.number(c.diagonal().mean()));
    }
    return step.ofAnchors(encoder, 2, views -> loss(views.get(0), views.get(1)));
  }

  /** Returns the loss of anchors (n, q) and (n, q); differentiable. */
  NDArray loss(NDArray first, NDArray second) {
    NDArray c = correlations(first, second);
    NDArray one = c.getManager().eye(Math.toIntExact(c.getShape().get(0)));
    NDArray own = c.mul(one);
    return squares(own.sub(one)).add(Constants.scale(squares(c.sub(own)), weight));
  }

  /** Returns C, (q, q). */
  private static NDArray correlations(NDArray first, NDArray second) {
    return unitColumns(first).transpose().matMul(unitColumns(second));
  }

  private static NDArray unitColumns(NDArray anchors) {
    NDArray centred = anchors.sub(anchors.mean(new int[] {0}, true));
    NDArray lengths = centred.mul(centred).sum(new int[] {0}, true).add(SMALLEST).sqrt();
    return centred.div(lengths);
  }

  private static NDArray squares(NDArray values) {
    return values.mul(values).sum();
  }
}
