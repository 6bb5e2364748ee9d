package org.lzn.flow;

import ai.djl.ndarray.NDArray;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A solver that counts how often it evaluates the velocity, once for each point of a batch: what an
 * image costs, whatever task draws it.
 */
public final class CountingSolver implements OdeSolver {
  private final OdeSolver solver;
  private final AtomicLong evaluations = new AtomicLong();

  /** Counts for another solver, which does the work. */
  public CountingSolver(OdeSolver solver) {
    this.solver = solver;
  }

  /** Returns the evaluations of all points so far. */
  public long evaluations() {
    return evaluations.get();
  }

  @Override
  public NDArray solve(
      VelocityField field, NDArray start, double from, double to, Visitor visitor) {
    VelocityField counted =
        (x, t) -> {
          evaluations.addAndGet(x.getShape().get(0));
          return field.at(x, t);
        };
    return solver.solve(counted, start, from, to, visitor);
  }
}
