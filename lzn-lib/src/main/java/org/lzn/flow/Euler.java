package org.lzn.flow;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.lzn.tensor.Constants;
import org.lzn.tensor.Require;
import org.lzn.tensor.Scope;

/**
 * Euler's method, x_{k+1} = x_k + h v(x_k, t_k), with equal steps h.
 *
 * @param steps the number of steps
 */
public record Euler(int steps) implements MultistepSolver {
  /** Checks the number of steps. */
  public Euler {
    Require.that(steps > 0, "steps must be positive, got %s", steps);
  }

  /** Returns Euler's method with the given number of steps. */
  public static Euler steps(int steps) {
    return new Euler(steps);
  }

  @Override
  public NDArray solve(
      VelocityField field, NDArray start, double from, double to, Visitor visitor) {
    double[] times = MultistepScheme.grid(from, to, steps);
    try (Scope scope = Scope.open()) {
      NDArray x = start.duplicate();
      visitor.visit(from, x);
      for (int k = 0; k < steps; k++) {
        try (NDArray before = x) {
          x = step(field, before, times[k], times[k + 1]);
        }
        visitor.visit(times[k + 1], x);
      }
      return scope.keep(x);
    }
  }

  private static NDArray step(VelocityField field, NDArray x, double from, double to) {
    try (Scope scope = Scope.open()) {
      return scope.keep(Constants.scale(field.at(x, from), to - from).addi(x));
    }
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
}
