package org.lzn.flow;

/**
 * A solver whose steps are fixed beforehand and linear in the data prediction.
 *
 * <p>With the predicted end point of the straight path D(x, t) = x + (1 - t) v(x, t), which for a
 * zone flow is the posterior mean of the anchors, every step reads x' = c x + Σ_j b_j D_j over the
 * predictions at this point and at those before. The coefficients depend on the times alone, so
 * that one loop runs, and one loop differentiates, all such solvers.
 */
public interface MultistepSolver extends OdeSolver {
  /** Returns the steps from one time to another; earlier than {@code from} for backwards. */
  MultistepScheme scheme(double from, double to);
}
