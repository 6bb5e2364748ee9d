package org.lzn.flow;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.lzn.tensor.Scope;

/**
 * An explicit Runge-Kutta method with equal steps [Hai93] §II.1. A step costs as many evaluations
 * of the velocity as the tableau has stages. A new method is a record of one component, the number
 * of steps, with its tableau: see {@link Heun}.
 */
public interface ExplicitRungeKutta extends OdeSolver {
  /** Returns the method's coefficients. */
  Tableau tableau();

  /** Returns the number of steps. */
  int steps();

  @Override
  default NDArray solve(
      VelocityField field, NDArray start, double from, double to, Visitor visitor) {
    double[] times = MultistepScheme.grid(from, to, steps());
    try (Scope scope = Scope.open()) {
      NDArray x = start.duplicate();
      visitor.visit(from, x);
      for (int k = 0; k < steps(); k++) {
        double h = times[k + 1] - times[k];
        try (NDArray before = x) {
          x = step(field, before, times[k], h);
        }
        visitor.visit(times[k + 1], x);
      }
      return scope.keep(x);
    }
  }

  private NDArray step(VelocityField field, NDArray x, double t, double h) {
    try (Scope scope = Scope.open()) {
      List<NDArray> slopes = tableau().slopes(field, x, t, h, field.at(x, t));
      return scope.keep(Tableau.combine(slopes, tableau().weights(), h).addi(x));
    }
  }
}
