package org.lzn.flow;

import com.google.auto.service.AutoService;

/**
 * The explicit midpoint rule: order 2, two evaluations of the velocity a step.
 *
 * @param steps the number of steps
 */
public record Midpoint(int steps) implements ExplicitRungeKutta {
  private static final Tableau TABLEAU =
      Tableau.of(Tableau.row(0, 0.5), Tableau.row(0, 1), Tableau.row(), Tableau.row(0.5));

  /** Checks the number of steps. */
  public Midpoint {
    SolverFamily.requireSteps(steps);
  }

  /** Returns the method with the given number of steps. */
  public static Midpoint steps(int steps) {
    return new Midpoint(steps);
  }

  @Override
  public Tableau tableau() {
    return TABLEAU;
  }

  /** {@code midpoint:20}. */
  @AutoService(SolverFamily.class)
  public static final class Family extends SolverFamily {
    /** Names it. */
    public Family() {
      super("midpoint", "the midpoint rule, so many steps of two evaluations", Midpoint::new);
    }
  }
}
