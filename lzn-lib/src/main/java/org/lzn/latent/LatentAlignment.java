package org.lzn.latent;

import ai.djl.ndarray.NDArray;
import org.lzn.flow.MultistepScheme;
import org.lzn.flow.MultistepSolver;
import org.lzn.tensor.Require;
import org.lzn.tensor.Scope;

/**
 * Latent alignment [Lin25] §2.2.2, Eq. 2 and 5: the latents of one data type shall lie in the zones
 * of another.
 *
 * <p>The latents z_i flow from t = 0 to t = 1 over the other type's anchors; at every step the
 * posterior weight of the paired anchor k_i is read off at the point before the step. The first
 * steps, where every latent can still go anywhere, are cut off; the loss is minus the mean over i
 * of the largest remaining weight, or of its logarithm.
 *
 * @param solver the method of integration
 * @param earlyStepCutoff u / r, the share of the r steps left out of the maximum
 * @param isLogarithmic whether the loss takes logarithms, [Lin25] Eq. 5
 */
public record LatentAlignment(
    MultistepSolver solver, double earlyStepCutoff, boolean isLogarithmic) {
  /** Checks the cut-off. */
  public LatentAlignment {
    Require.that(
        0 <= earlyStepCutoff && earlyStepCutoff < 1,
        "the early step cut-off must be in [0, 1), got %s",
        earlyStepCutoff);
  }

  /** Returns alignment with a cut-off of 0.2, without logarithm. */
  public static LatentAlignment with(MultistepSolver solver) {
    return new LatentAlignment(solver, 0.2, false);
  }

  /** Returns this with another share of early steps left out. */
  public LatentAlignment withEarlyStepCutoff(double share) {
    return new LatentAlignment(solver, share, isLogarithmic);
  }

  /** Returns this with the logarithm of the weights in the loss. */
  public LatentAlignment logarithmic() {
    return new LatentAlignment(solver, earlyStepCutoff, true);
  }

  /**
   * Aligns.
   *
   * @param latents z, shape (m, q)
   * @param others the other data type's anchors, shape (n, q)
   * @param pairing k_i, the row of the anchor that latent i should flow to
   */
  public Alignment of(NDArray latents, Anchors others, int[] pairing) {
    Require.shape("latents", latents, -1, others.dimension());
    int m = Math.toIntExact(latents.getShape().get(0));
    Pairing pairs = Pairing.of("pairing", pairing, m, others.count());
    MultistepScheme scheme = solver.scheme(0, 1);
    double[][] logOwn = new double[scheme.size()][m];
    try (Scope scope = Scope.open()) {
      Posterior posterior = Posterior.over(others);
      Trajectory trajectory =
          Trajectory.run(
              scheme,
              Posterior.doubles(latents).duplicate(),
              (k, s) -> posterior.mean(s, scheme.steps().get(k).from(), pairs, logOwn[k]));
      trajectory.points().forEach(scope::keep);
      NDArray end = scope.keep(trajectory.end().toType(latents.getDataType(), true));
      return new Alignment(this, latents.getDataType(), others, pairs, trajectory, logOwn, end);
    }
  }
}
