package org.lzn.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import org.lzn.tensor.Require;
import org.lzn.tensor.Scope;

/**
 * Dormand and Prince's pair of orders 5 and 4 with adaptive steps [Dor80], stepping on order 5.
 *
 * <p>A step is accepted when the root mean square, over the whole batch, of error / (absolute +
 * relative · |x|) is below one. Steps are chosen as scipy's {@code solve_ivp} chooses them, so that
 * numbers of evaluations compare with published ones. The state is double precision; the field sees
 * the type of the start.
 *
 * @param relative the relative tolerance
 * @param absolute the absolute tolerance
 */
public record RungeKutta45(double relative, double absolute) implements OdeSolver {
  private static final double SAFETY = 0.9;
  private static final double SHRINK = 0.2;
  private static final double GROW = 10;

  /** Checks that both tolerances are positive and finite. */
  public RungeKutta45 {
    Require.that(positive(relative), "relative tolerance must be positive, got %s", relative);
    Require.that(positive(absolute), "absolute tolerance must be positive, got %s", absolute);
  }

  private static boolean positive(double x) {
    return x > 0 && Double.isFinite(x);
  }

  /** Returns the paper's setting: both tolerances 1e-5. */
  public static RungeKutta45 defaults() {
    return new RungeKutta45(1e-5, 1e-5);
  }

  /** Returns this solver with another relative and absolute tolerance. */
  public RungeKutta45 withTolerance(double relativeTolerance, double absoluteTolerance) {
    return new RungeKutta45(relativeTolerance, absoluteTolerance);
  }

  /**
   * A solution and its cost.
   *
   * @param end the points at the last time
   * @param evaluations how often the field was evaluated
   * @param times the times of the accepted steps, the first and the last included
   */
  public record Solution(NDArray end, int evaluations, List<Double> times) {
    /** Copies the list. */
    public Solution {
      times = List.copyOf(times);
    }
  }

  @Override
  public NDArray solve(
      VelocityField field, NDArray start, double from, double to, Visitor visitor) {
    return integrate(field, start, from, to, visitor).end();
  }

  /** Solves and reports the cost. */
  public Solution integrate(VelocityField field, NDArray start, double from, double to) {
    return integrate(field, start, from, to, Visitor.NONE);
  }

  /** Solves, shows every accepted point, and reports the cost. */
  public Solution integrate(
      VelocityField field, NDArray start, double from, double to, Visitor visitor) {
    Require.that(
        Double.isFinite(from) && Double.isFinite(to) && from != to,
        "times must be two different finite ones, got from %s to %s",
        from,
        to);
    try (Scope scope = Scope.open()) {
      DormandPrince method = new DormandPrince(field, start.getDataType(), relative, absolute);
      DataType type = start.getDataType();
      List<Double> times = new ArrayList<>(List.of(from));
      visitor.visit(from, start);
      DormandPrince.Point point = method.begin(start.toType(DataType.FLOAT64, true), from);
      double step = method.firstStep(point, to);
      while (point.t() != to) {
        Accepted accepted = advance(method, point, step, to);
        point.close();
        point = accepted.point();
        step = accepted.nextStep();
        times.add(point.t());
        try (NDArray seen = point.x().toType(type, true)) {
          visitor.visit(point.t(), seen);
        }
      }
      NDArray end = scope.keep(point.x().toType(type, true));
      return new Solution(end, method.evaluations(), times);
    }
  }

  private record Accepted(DormandPrince.Point point, double nextStep) {}

  /** Tries ever shorter steps until the error is small enough. */
  private static Accepted advance(
      DormandPrince method, DormandPrince.Point point, double proposed, double to) {
    double direction = Math.signum(to - point.t());
    double shortest =
        10 * Math.abs(Math.nextAfter(point.t(), direction * Double.MAX_VALUE) - point.t());
    double size = Math.max(proposed, shortest);
    double largestFactor = GROW;
    while (size >= shortest) {
      double t = point.t() + direction * size;
      t = direction * (t - to) > 0 ? to : t;
      size = Math.abs(t - point.t());
      DormandPrince.Attempt attempt = method.attempt(point, t);
      double error = attempt.error();
      double factor = SAFETY * Math.pow(error, -0.2);
      if (error < 1) {
        return new Accepted(attempt.point(), size * Math.min(largestFactor, factor));
      }
      attempt.point().close();
      size *= Math.max(SHRINK, factor);
      largestFactor = 1; // a step after a rejected one does not grow
    }
    throw new ArithmeticException(
        "the flow is too stiff at t = " + point.t() + ": the step fell below " + shortest);
  }

  /** {@code rk45}, or {@code rk45:1e-6} for another tolerance. */
  @AutoService(SolverFamily.class)
  public static final class Family extends SolverFamily {
    /** Names it. */
    public Family() {
      super("rk45", "Dormand and Prince's adaptive method; the tolerance, 1e-5 if not given");
    }

    @Override
    public OdeSolver of(String argument) {
      if (argument.isEmpty()) {
        return defaults();
      }
      try {
        double tolerance = Double.parseDouble(argument);
        return new RungeKutta45(tolerance, tolerance);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "a tolerance was expected after rk45, as in rk45:1e-5, got \"" + argument + "\"", e);
      }
    }
  }
}
