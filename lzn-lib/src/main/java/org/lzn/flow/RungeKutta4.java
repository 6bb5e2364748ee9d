package org.lzn.flow;

import com.google.auto.service.AutoService;

/**
 * The classical method of Runge and Kutta: order 4, four evaluations a step.
 *
 * @param steps the number of steps
 */
public record RungeKutta4(int steps) implements ExplicitRungeKutta {
  private static final Tableau TABLEAU =
      Tableau.of(
          Tableau.row(0, 0.5, 0.5, 1),
          Tableau.row(1 / 6.0, 1 / 3.0, 1 / 3.0, 1 / 6.0),
          Tableau.row(),
          Tableau.row(0.5),
          Tableau.row(0, 0.5),
          Tableau.row(0, 0, 1));

  /** Checks the number of steps. */
  public RungeKutta4 {
    SolverFamily.requireSteps(steps);
  }

  /** Returns the method with the given number of steps. */
  public static RungeKutta4 steps(int steps) {
    return new RungeKutta4(steps);
  }

  @Override
  public Tableau tableau() {
    return TABLEAU;
  }

  /** {@code rk4:20}. */
  @AutoService(SolverFamily.class)
  public static final class Family extends SolverFamily {
    /** Names it. */
    public Family() {
      super(
          "rk4",
          "the classical Runge-Kutta method, so many steps of four evaluations",
          RungeKutta4::new);
    }
  }
}
