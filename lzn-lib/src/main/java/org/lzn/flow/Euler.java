package org.lzn.flow;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import org.lzn.tensor.Require;

/**
 * Euler's method, x_{k+1} = x_k + h v(x_k, t_k), with equal steps h.
 *
 * @param steps the number of steps
 */
public record Euler(int steps) implements ExplicitRungeKutta, MultistepSolver {
  private static final Tableau TABLEAU = Tableau.of(Tableau.row(0), Tableau.row(1), Tableau.row());

  /** Checks the number of steps. */
  public Euler {
    SolverFamily.requireSteps(steps);
  }

  /** Returns Euler's method with the given number of steps. */
  public static Euler steps(int steps) {
    return new Euler(steps);
  }

  @Override
  public Tableau tableau() {
    return TABLEAU;
  }

  /** The same method in terms of D: with v = (D - x) / (1 - t) a step moves x towards D. */
  @Override
  public MultistepScheme scheme(double from, double to) {
    double[] times = MultistepScheme.grid(from, to, steps);
    List<MultistepScheme.Step> list = new ArrayList<>();
    for (int k = 0; k < steps; k++) {
      Require.that(times[k] < 1, "a zone flow has no velocity at t = 1: start before it");
      double share = (times[k + 1] - times[k]) / (1 - times[k]);
      list.add(new MultistepScheme.Step(times[k], times[k + 1], 1 - share, List.of(share)));
    }
    return new MultistepScheme(list);
  }

  /** {@code euler:50}. */
  @AutoService(SolverFamily.class)
  public static final class Family extends SolverFamily {
    /** Names it. */
    public Family() {
      super("euler", "so many steps of one evaluation", Euler::new);
    }
  }
}
