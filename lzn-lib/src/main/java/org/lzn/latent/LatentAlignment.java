package org.lzn.latent;

import ai.djl.ndarray.NDArray;
import java.util.List;
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
 * <p>The last steps can be cut off too, which is ours and not the paper's. Near t = 1 every weight
 * is 0 or 1: a latent on its way to its own anchor has its largest weight there, of 1, and teaches
 * nothing more. At the first remaining step alone all latents teach.
 *
 * @param solver the method of integration
 * @param earlyStepCutoff u / r, the share of the r steps left out of the maximum
 * @param lateStepCutoff the share of last steps left out; 0 in the paper
 * @param isLogarithmic whether the loss takes logarithms, [Lin25] Eq. 5
 */
public record LatentAlignment(
    MultistepSolver solver, double earlyStepCutoff, double lateStepCutoff, boolean isLogarithmic) {
  /** Checks the cut-offs. */
  public LatentAlignment {
    requireShare("early", earlyStepCutoff);
    requireShare("late", lateStepCutoff);
    Require.that(
        earlyStepCutoff + lateStepCutoff < 1,
        "the step cut-offs must leave a step: together less than 1, got %s and %s",
        earlyStepCutoff,
        lateStepCutoff);
  }

  private static void requireShare(String which, double cutoff) {
    Require.that(
        0 <= cutoff && cutoff < 1, "the %s step cut-off must be in [0, 1), got %s", which, cutoff);
  }

  /** Returns alignment with a cut-off of 0.2 of the early steps, without logarithm. */
  public static LatentAlignment with(MultistepSolver solver) {
    return new LatentAlignment(solver, 0.2, 0, false);
  }

  /** Returns this with another share of early steps left out. */
  public LatentAlignment withEarlyStepCutoff(double share) {
    return new LatentAlignment(solver, share, lateStepCutoff, isLogarithmic);
  }

  /** Returns this with another share of late steps left out. */
  public LatentAlignment withLateStepCutoff(double share) {
    return new LatentAlignment(solver, earlyStepCutoff, share, isLogarithmic);
  }

  /** Returns this with the logarithm of the weights in the loss. */
  public LatentAlignment logarithmic() {
    return new LatentAlignment(solver, earlyStepCutoff, lateStepCutoff, true);
  }

  /** Returns the first of r steps that counts. */
  int firstStep(int r) {
    return (int) Math.floor(earlyStepCutoff * r);
  }

  /** Returns the last of r steps that counts; since ⌊ur⌋ + ⌊vr⌋ < r it is not before the first. */
  int lastStep(int r) {
    return r - 1 - (int) Math.floor(lateStepCutoff * r);
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
    List<List<Reach>> reaches = Reach.ofSteps(scheme.size());
    double[][] logOwn = new double[scheme.size()][m];
    try (Scope scope = Scope.open()) {
      Posterior posterior = Posterior.over(others);
      Trajectory trajectory =
          Trajectory.run(
              scheme,
              Posterior.doubles(latents).duplicate(),
              (k, s) ->
                  posterior.mean(
                      s, scheme.steps().get(k).from(), reaches.get(k), pairs, logOwn[k]));
      trajectory.points().forEach(scope::keep);
      NDArray end = scope.keep(trajectory.end().toType(latents.getDataType(), true));
      return new Alignment(
          this, latents.getDataType(), others, pairs, trajectory, reaches, logOwn, end);
    }
  }
}
