package org.lzn.flow;

import ai.djl.ndarray.NDArray;

/**
 * A numerical method for dx/dt = v(x, t).
 *
 * <p>Solving records no gradient; it frees everything but the result. Anybody may write another
 * one; those of a {@link SolverFamily} also have a name on the command line.
 */
public interface OdeSolver {
  /**
   * Returns the point that the flow carries {@code start} to.
   *
   * @param field the velocity v
   * @param start the points at the time {@code from}, a batch along the first axis
   * @param from the first time
   * @param to the last time; earlier than {@code from} to integrate backwards
   * @return the points at the time {@code to}, of the shape and type of {@code start}
   */
  default NDArray solve(VelocityField field, NDArray start, double from, double to) {
    return solve(field, start, from, to, Visitor.NONE);
  }

  /** Solves like {@link #solve(VelocityField, NDArray, double, double)} and shows every point. */
  NDArray solve(VelocityField field, NDArray start, double from, double to, Visitor visitor);

  /** Sees the points of a trajectory, the first and the last included. */
  @FunctionalInterface
  interface Visitor {
    /** Sees nothing. */
    Visitor NONE = (t, x) -> {};

    /**
     * Called once a step.
     *
     * <p>The points, and every array made from them here, are freed when the solver ends: copy the
     * numbers out.
     *
     * @param t the time
     * @param x the points
     */
    void visit(double t, NDArray x);
  }
}
