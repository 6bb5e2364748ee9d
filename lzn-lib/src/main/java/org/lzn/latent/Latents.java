package org.lzn.latent;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.List;
import org.lzn.tensor.Constants;
import org.lzn.tensor.Require;
import org.lzn.tensor.Scope;

/**
 * Latents and the trajectory they came by, which {@link #gradient} needs.
 *
 * <p>Closing frees the trajectory; the points themselves live on.
 */
public final class Latents implements AutoCloseable {
  private final Anchors anchors;
  private final Pairing owners;
  private final double startTime;
  private final Trajectory trajectory;
  private final List<List<Reach>> reaches; // [step][tile]
  private final NDArray points;

  Latents(
      Anchors anchors,
      Pairing owners,
      double startTime,
      Trajectory trajectory,
      List<List<Reach>> reaches,
      NDArray points) {
    this.anchors = anchors;
    this.owners = owners;
    this.startTime = startTime;
    this.trajectory = trajectory;
    this.reaches = reaches;
    this.points = points;
  }

  /** Returns the latents, shape (m, q), in the anchors' type. */
  public NDArray points() {
    return points;
  }

  /**
   * Returns the gradient to all anchors, through the whole trajectory.
   *
   * @param upstream dL/d latents, shape (m, q)
   * @return dL/d anchors, shape (n, q), in the anchors' type
   */
  public NDArray gradient(NDArray upstream) {
    Require.shape("upstream", upstream, owners.size(), anchors.dimension());
    try (Scope scope = Scope.open()) {
      Posterior posterior = Posterior.over(anchors);
      NDArray da =
          trajectory.end().getManager().zeros(anchors.points().getShape(), DataType.FLOAT64);
      NDArray dStart =
          trajectory.reverse(
              Posterior.doubles(upstream),
              (k, s, g) ->
                  posterior.pullBack(
                      s, trajectory.scheme().steps().get(k).from(), g, null, reaches.get(k), da));
      da.addi(owners.sumByAnchor(Constants.scale(dStart, startTime)));
      return scope.keep(da.toType(anchors.points().getDataType(), false));
    }
  }

  /** Frees the trajectory. */
  @Override
  public void close() {
    trajectory.points().forEach(NDArray::close);
  }
}
