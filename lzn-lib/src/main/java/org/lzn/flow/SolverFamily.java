package org.lzn.flow;

import org.lzn.tensor.Require;

/**
 * Solvers by a name, as the command line writes them: {@code heun:20} is the family {@code heun}
 * with the argument 20. Families are found by {@link java.util.ServiceLoader}; see {@link Solvers}.
 */
public interface SolverFamily {
  /** Returns the name, such as "heun". */
  String id();

  /** Returns in one line what it is and what its argument means. */
  String about();

  /**
   * Returns a solver.
   *
   * @param argument what stands after the colon; empty if there is none
   * @throws IllegalArgumentException if the argument means nothing
   */
  OdeSolver of(String argument);

  /** Reads an argument that is a number of steps. */
  static int steps(String argument) {
    Require.that(
        argument.matches("[1-9][0-9]{0,6}"),
        "a number of steps was expected after the solver's name, as in euler:50, got \"%s\"",
        argument);
    return Integer.parseInt(argument);
  }

  /** Checks a number of steps. */
  static void requireSteps(int steps) {
    Require.that(steps > 0, "steps must be positive, got %s", steps);
  }
}
