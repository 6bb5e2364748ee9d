package org.lzn.flow;

import java.util.function.IntFunction;
import org.lzn.tensor.Require;

/**
 * Solvers by a name, as the command line writes them: {@code heun:20} is the family {@code heun}
 * with the argument 20. Families are found by {@link java.util.ServiceLoader}; see {@link Solvers}.
 */
public abstract class SolverFamily {
  private final String id;
  private final String about;
  private final IntFunction<OdeSolver> ofSteps;

  /** Names a family whose argument is a number of steps. */
  protected SolverFamily(String id, String about, IntFunction<OdeSolver> ofSteps) {
    this.id = id;
    this.about = about;
    this.ofSteps = ofSteps;
  }

  /** Names a family that reads its argument itself, by {@link #of}. */
  protected SolverFamily(String id, String about) {
    this(id, about, null);
  }

  /** Returns the name, such as "heun". */
  public final String id() {
    return id;
  }

  /** Returns in one line what it is and what its argument means. */
  public final String about() {
    return about;
  }

  /**
   * Returns a solver.
   *
   * @param argument what stands after the colon; empty if there is none
   * @throws IllegalArgumentException if the argument means nothing
   */
  public OdeSolver of(String argument) {
    return ofSteps.apply(steps(argument));
  }

  /** Reads an argument that is a number of steps. */
  public static int steps(String argument) {
    Require.that(
        argument.matches("[1-9][0-9]{0,6}"),
        "a number of steps was expected after the solver's name, as in euler:50, got \"%s\"",
        argument);
    return Integer.parseInt(argument);
  }

  /** Checks a number of steps. */
  public static void requireSteps(int steps) {
    Require.that(steps > 0, "steps must be positive, got %s", steps);
  }
}
