package example;

import com.google.auto.service.AutoService;
import org.lzn.flow.ExplicitRungeKutta;
import org.lzn.flow.SolverFamily;
import org.lzn.flow.Tableau;

/**
 * A solver of one's own, {@code --solver ralston:20}: the method of order 2 and two stages whose
 * bound on the error of a step is the smallest (A. Ralston, 1962).
 *
 * @param steps the number of steps
 */
public record Ralston(int steps) implements ExplicitRungeKutta {
  private static final Tableau TABLEAU =
      Tableau.of(
          Tableau.row(0, 2.0 / 3), Tableau.row(0.25, 0.75), Tableau.row(), Tableau.row(2.0 / 3));

  /** Checks the number of steps. */
  public Ralston {
    SolverFamily.requireSteps(steps);
  }

  @Override
  public Tableau tableau() {
    return TABLEAU;
  }

  /** Its name and what stands after the colon. */
  @AutoService(SolverFamily.class)
  public static final class Family extends SolverFamily {
    /** Names it. */
    public Family() {
      super("ralston", "Ralston's method, so many steps of two evaluations", Ralston::new);
    }
  }
}
