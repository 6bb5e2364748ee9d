package org.lzn.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.List;
import org.lzn.tensor.Constants;
import org.lzn.tensor.HostTransfers;
import org.lzn.tensor.Scope;

/** One attempt at a step of the Dormand-Prince pair [Dor80], Table 2, and the size of the first. */
final class DormandPrince {
  private static final Tableau TABLEAU =
      Tableau.of(
          Tableau.row(0, 1 / 5.0, 3 / 10.0, 4 / 5.0, 8 / 9.0, 1),
          Tableau.row(35 / 384.0, 0, 500 / 1113.0, 125 / 192.0, -2187 / 6784.0, 11 / 84.0),
          Tableau.row(),
          Tableau.row(1 / 5.0),
          Tableau.row(3 / 40.0, 9 / 40.0),
          Tableau.row(44 / 45.0, -56 / 15.0, 32 / 9.0),
          Tableau.row(19372 / 6561.0, -25360 / 2187.0, 64448 / 6561.0, -212 / 729.0),
          Tableau.row(9017 / 3168.0, -355 / 33.0, 46732 / 5247.0, 49 / 176.0, -5103 / 18656.0));
  // Fifth order minus fourth order.
  private static final List<Double> DIFFERENCE =
      Tableau.row(
          71 / 57600.0, 0, -71 / 16695.0, 71 / 1920.0, -17253 / 339200.0, 22 / 525.0, -1 / 40.0);

  private final VelocityField field;
  private final DataType type;
  private final double relative;
  private final double absolute;
  private int evaluations;

  DormandPrince(VelocityField field, DataType type, double relative, double absolute) {
    this.field = field;
    this.type = type;
    this.relative = relative;
    this.absolute = absolute;
  }

  /** A point with its velocity, both in double precision. */
  record Point(double t, NDArray x, NDArray velocity) implements AutoCloseable {
    @Override
    public void close() {
      x.close();
      velocity.close();
    }
  }

  /** A candidate for the next point; its error is in units of the tolerance. */
  record Attempt(Point point, double error) {}

  int evaluations() {
    return evaluations;
  }

  Point begin(NDArray x, double t) {
    return new Point(t, x, velocity(x, t));
  }

  Attempt attempt(Point start, double to) {
    double h = to - start.t();
    try (Scope scope = Scope.open()) {
      List<NDArray> slopes =
          TABLEAU.slopes(this::velocity, start.x(), start.t(), h, start.velocity());
      NDArray end = Tableau.combine(slopes, TABLEAU.weights(), h).addi(start.x());
      NDArray slope = velocity(end, to); // the next step's first: each attempt costs six
      slopes.add(slope);
      NDArray scale = scale(start.x().abs().maximum(end.abs()));
      double error = norm(Tableau.combine(slopes, DIFFERENCE, h), scale);
      if (!Double.isFinite(error)) {
        throw new ArithmeticException("the velocity is not finite near t = " + start.t());
      }
      return new Attempt(new Point(to, scope.keep(end), scope.keep(slope)), error);
    }
  }

  /** The first step's size by the rule of Hairer, Nørsett and Wanner, as scipy applies it. */
  double firstStep(Point start, double to) {
    double length = Math.abs(to - start.t());
    double direction = Math.signum(to - start.t());
    try (Scope ignored = Scope.open()) {
      NDArray scale = scale(start.x().abs());
      double d0 = norm(start.x(), scale);
      double d1 = norm(start.velocity(), scale);
      double h0 = Math.min(length, d0 < 1e-5 || d1 < 1e-5 ? 1e-6 : 0.01 * d0 / d1);
      NDArray probe = Constants.scale(start.velocity(), direction * h0).addi(start.x());
      NDArray change = velocity(probe, start.t() + direction * h0).sub(start.velocity());
      double d2 = norm(change, scale) / h0;
      double steepest = Math.max(d1, d2);
      double h1 = steepest <= 1e-15 ? Math.max(1e-6, h0 * 1e-3) : Math.pow(0.01 / steepest, 0.2);
      return Math.min(length, Math.min(100 * h0, h1));
    }
  }

  private NDArray velocity(NDArray x, double t) {
    evaluations++;
    try (Scope scope = Scope.open()) {
      return scope.keep(field.at(x.toType(type, true), t).toType(DataType.FLOAT64, true));
    }
  }

  private NDArray scale(NDArray magnitude) {
    return Constants.scale(magnitude, relative).addi(absolute);
  }

  private static double norm(NDArray x, NDArray scale) {
    return Math.sqrt(HostTransfers.number(x.div(scale).square().mean()));
  }
}
