package org.lzn.flow;

import com.google.auto.service.AutoService;

/**
 * Heun's method, the trapezoidal rule made explicit: order 2, two evaluations a step.
 *
 * @param steps the number of steps
 */
public record Heun(int steps) implements ExplicitRungeKutta {
  private static final Tableau TABLEAU =
      Tableau.of(Tableau.row(0, 1), Tableau.row(0.5, 0.5), Tableau.row(), Tableau.row(1));

  /** Checks the number of steps. */
  public Heun {
    SolverFamily.requireSteps(steps);
  }

  /** Returns the method with the given number of steps. */
  public static Heun steps(int steps) {
    return new Heun(steps);
  }

  @Override
  public Tableau tableau() {
    return TABLEAU;
  }

  /** {@code heun:20}. */
  @AutoService(SolverFamily.class)
  public static final class Family extends SolverFamily {
    /** Names it. */
    public Family() {
      super("heun", "Heun's method, so many steps of two evaluations", Heun::new);
    }
  }
}
