package org.lzn.flow;

import ai.djl.ndarray.NDArray;
import com.google.auto.service.AutoService;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.lzn.tensor.Constants;
import org.lzn.tensor.Require;
import org.lzn.tensor.Scope;

/**
 * DPM-Solver++ in its multistep, data-predicting form [Lu22] on times spaced evenly.
 *
 * <p>On the straight path the signal is t and the noise 1 - t; steps are exact in λ = log t - log(1
 * - t) but for D, which is a polynomial through the last {@code order} predictions. The first steps
 * have fewer predictions and so a lower order; so have the last ones if there are fewer than ten. λ
 * is infinite at 0 and 1: a time at either is moved inwards by {@code margin}.
 *
 * <p>Order 3 follows the solver's released code, as the paper's experiments do: it counts the
 * second difference of D at half of what Taylor's formula gives, so that it converges with order 2,
 * though with a smaller error than order 2 itself.
 *
 * @param order the highest order, 1 to 3; order 1 is Euler's method
 * @param steps the number of steps
 * @param margin the distance kept from times 0 and 1
 */
public record DpmSolver(int order, int steps, double margin) implements MultistepSolver {
  private static final int FEW_STEPS = 10;

  /** Checks the order, the number of steps and the margin. */
  public DpmSolver {
    Require.that(1 <= order && order <= 3, "order must be 1, 2 or 3, got %s", order);
    Require.that(steps >= order, "steps must be at least the order %s, got %s", order, steps);
    Require.that(0 < margin && margin < 0.5, "margin must be in (0, 0.5), got %s", margin);
  }

  /** Returns the solver of the given order with the paper's 20 steps and margin 0.001. */
  public static DpmSolver order(int order) {
    return new DpmSolver(order, 20, 1e-3);
  }

  /** Returns this solver with another number of steps. */
  public DpmSolver withSteps(int number) {
    return new DpmSolver(order, number, margin);
  }

  /** Returns this solver with another distance from times 0 and 1. */
  public DpmSolver withMargin(double distance) {
    return new DpmSolver(order, steps, distance);
  }

  @Override
  public NDArray solve(
      VelocityField field, NDArray start, double from, double to, Visitor visitor) {
    try (Scope scope = Scope.open()) {
      NDArray x = start.duplicate();
      Deque<NDArray> predictions = new ArrayDeque<>();
      visitor.visit(inside(from), x);
      for (MultistepScheme.Step step : scheme(from, to).steps()) {
        predictions.addFirst(prediction(field, x, step.from()));
        try (NDArray before = x) {
          x = advance(step, before, predictions);
        }
        if (predictions.size() == order) {
          predictions.removeLast().close();
        }
        visitor.visit(step.to(), x);
      }
      return scope.keep(x);
    }
  }

  private static NDArray prediction(VelocityField field, NDArray x, double t) {
    try (Scope scope = Scope.open()) {
      return scope.keep(Constants.scale(field.at(x, t), 1 - t).addi(x));
    }
  }

  private static NDArray advance(
      MultistepScheme.Step step, NDArray x, Iterable<NDArray> predictions) {
    try (Scope scope = Scope.open()) {
      NDArray next = Constants.scale(x, step.carry());
      Iterator<NDArray> newestFirst = predictions.iterator();
      for (double factor : step.pull()) {
        next.addi(Constants.scale(newestFirst.next(), factor));
      }
      return scope.keep(next);
    }
  }

  @Override
  public MultistepScheme scheme(double from, double to) {
    double[] times = MultistepScheme.grid(inside(from), inside(to), steps);
    List<MultistepScheme.Step> list = new ArrayList<>();
    for (int k = 0; k < steps; k++) {
      int atEnd = steps < FEW_STEPS ? steps - k : order;
      list.add(step(times, k, Math.min(order, Math.min(k + 1, atEnd))));
    }
    return new MultistepScheme(list);
  }

  private double inside(double t) {
    return t == 0 ? margin : t == 1 ? 1 - margin : t;
  }

  private static MultistepScheme.Step step(double[] times, int k, int order) {
    double from = times[k];
    double to = times[k + 1];
    double h = lambda(to) - lambda(from);
    // Integrals of e^λ times 1, the first and the second power of λ, up to sign and scale.
    double phi1 = Math.expm1(-h);
    double phi2 = phi1 / h + 1;
    double phi3 = phi2 / h - 0.5;
    List<Double> pull;
    if (order == 1) {
      pull = List.of(-to * phi1);
    } else if (order == 2) {
      double r0 = (lambda(from) - lambda(times[k - 1])) / h;
      double slope = -0.5 * to * phi1 / r0;
      pull = List.of(-to * phi1 + slope, -slope);
    } else {
      double r0 = (lambda(from) - lambda(times[k - 1])) / h;
      double r1 = (lambda(times[k - 1]) - lambda(times[k - 2])) / h;
      // D' = d0 + r0/(r0+r1) (d0 - d1) and D'' = (d0 - d1)/(r0+r1) of divided differences d0, d1.
      double d0 = to * (phi2 * (1 + r0 / (r0 + r1)) - phi3 / (r0 + r1)) / r0;
      double d1 = to * (-phi2 * r0 / (r0 + r1) + phi3 / (r0 + r1)) / r1;
      pull = List.of(-to * phi1 + d0, d1 - d0, -d1);
    }
    return new MultistepScheme.Step(from, to, (1 - to) / (1 - from), pull);
  }

  private static double lambda(double t) {
    return Math.log(t) - Math.log1p(-t);
  }

  /** {@code dpm:20}: order 3, as in the paper. */
  @AutoService(SolverFamily.class)
  public static final class Family extends SolverFamily {
    /** Names it. */
    public Family() {
      super("dpm", "DPM-Solver++ of order 3, so many steps of one evaluation", order(3)::withSteps);
    }
  }
}
