package org.lzn.latent;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.lzn.flow.MultistepScheme;
import org.lzn.flow.MultistepSolver;
import org.lzn.tensor.Constants;
import org.lzn.tensor.Require;
import org.lzn.tensor.Scope;

/**
 * Latent computation C(X) [Lin25] §2.2.1: every anchor's zone is the part of the prior that flows
 * to it, and the latent is a point of the zone.
 *
 * <p>The latent of anchor a with noise ε ~ N(0, I) starts at s_{1-g} = (1 - g) a + g α ε and flows
 * back to t = 0 through {@link ZoneFlow}.
 *
 * @param solver the method of integration
 * @param noiseLevel g, the distance from t = 1 at which the flow starts
 * @param alpha α, the scale of the noise: 1 draws from the whole zone, 0 is the zone's centre
 */
public record LatentComputation(MultistepSolver solver, double noiseLevel, double alpha) {
  /** Checks the noise level and α. */
  public LatentComputation {
    Require.that(
        0 < noiseLevel && noiseLevel < 1, "the noise level must be in (0, 1), got %s", noiseLevel);
    Require.that(
        alpha >= 0 && Double.isFinite(alpha), "alpha must be finite, not negative, got %s", alpha);
  }

  /** Returns latent computation with the noise level 0.001 and α = 1. */
  public static LatentComputation with(MultistepSolver solver) {
    return new LatentComputation(solver, 1e-3, 1);
  }

  /** Returns this with another noise level g. */
  public LatentComputation withNoiseLevel(double g) {
    return new LatentComputation(solver, g, alpha);
  }

  /** Returns this with another scale α of the noise. */
  public LatentComputation withAlpha(double scale) {
    return new LatentComputation(solver, noiseLevel, scale);
  }

  /**
   * Returns one latent for each row of noise; latent i belongs to anchor i.
   *
   * @param anchors the anchors of the batch, shape (n, q)
   * @param noise ε, shape (m, q) with m ≤ n
   */
  public Latents of(Anchors anchors, NDArray noise) {
    Require.shape("noise", noise, -1, anchors.dimension());
    return compute(anchors, Pairing.inOrder(rows(noise), anchors.count()), noise);
  }

  /**
   * Returns one latent for each row of noise; latent i belongs to anchor {@code owners[i]}.
   *
   * @param anchors the anchors, for example one a class, shape (n, q)
   * @param owners an anchor's row for each latent
   * @param noise ε, shape (m, q)
   */
  public Latents of(Anchors anchors, int[] owners, NDArray noise) {
    Require.shape("noise", noise, -1, anchors.dimension());
    return compute(anchors, Pairing.of("owners", owners, rows(noise), anchors.count()), noise);
  }

  /**
   * Returns the latents of anchors each of which joins the residents alone: latent i is that of the
   * last of the n + 1 anchors (residents, own_i), whatever else is asked at the same time. No
   * gradient can be taken.
   *
   * @param residents shape (n, q), of equal weight
   * @param own shape (m, q)
   * @param noise ε, shape (m, q)
   * @return shape (m, q), in the type of {@code own}
   */
  public NDArray among(Anchors residents, Anchors own, NDArray noise) {
    Require.shape("own anchors", own.points(), own.count(), residents.dimension());
    Require.shape("noise", noise, own.count(), own.dimension());
    Require.that(residents.weights().isEmpty(), "residents have equal weights, got others");
    MultistepScheme scheme = solver.scheme(1 - noiseLevel, 0);
    try (Scope scope = Scope.open()) {
      Posterior posterior = Posterior.over(residents);
      NDArray mine = Posterior.doubles(own.points());
      Trajectory trajectory =
          Trajectory.run(
              scheme,
              start(mine, noise),
              (k, s) -> posterior.mean(s, scheme.steps().get(k).from(), mine));
      return scope.keep(trajectory.end().toType(own.points().getDataType(), true));
    }
  }

  /** Returns s_{1-g} = (1 - g) a + g α ε. */
  private NDArray start(NDArray anchors, NDArray noise) {
    return Constants.scale(anchors, 1 - noiseLevel)
        .addi(Constants.scale(Posterior.doubles(noise), noiseLevel * alpha));
  }

  private Latents compute(Anchors anchors, Pairing owners, NDArray noise) {
    MultistepScheme scheme = solver.scheme(1 - noiseLevel, 0);
    try (Scope scope = Scope.open()) {
      Posterior posterior = Posterior.over(anchors);
      NDArray start = start(owners.take(Posterior.doubles(anchors.points())), noise);
      List<List<Reach>> reaches = Reach.ofSteps(scheme.size());
      Trajectory trajectory =
          Trajectory.run(
              scheme,
              start,
              (k, s) -> posterior.mean(s, scheme.steps().get(k).from(), reaches.get(k)));
      trajectory.points().forEach(scope::keep);
      NDArray points = trajectory.end().toType(anchors.points().getDataType(), true);
      return new Latents(anchors, owners, 1 - noiseLevel, trajectory, reaches, scope.keep(points));
    }
  }

  private static int rows(NDArray noise) {
    return Math.toIntExact(noise.getShape().get(0));
  }
}
