package org.lzn.flow;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.lzn.tensor.Constants;
import org.lzn.tensor.Require;
import org.lzn.tensor.Scope;

/**
 * The coefficients of an explicit Runge-Kutta method, as Butcher arranges them [Hai93] §II.1:
 *
 * <pre>
 * k_i = v(x + h Σ_{j&lt;i} a_ij k_j, t + c_i h),   x' = x + h Σ_i b_i k_i.
 * </pre>
 *
 * @param nodes c, one for each stage; the first is 0
 * @param stages the rows of a; row i has i entries
 * @param weights b, one for each stage
 */
public record Tableau(List<Double> nodes, List<List<Double>> stages, List<Double> weights) {
  private static final double ROUNDING = 1e-12;

  /** Checks that the rows fit and are consistent: Σ_j a_ij = c_i and Σ_i b_i = 1. */
  public Tableau {
    nodes = List.copyOf(nodes);
    stages = stages.stream().map(List::copyOf).toList();
    weights = List.copyOf(weights);
    Require.that(
        !weights.isEmpty() && nodes.size() == weights.size() && stages.size() == weights.size(),
        "a tableau must have as many nodes and rows as weights, got %d, %d and %d",
        nodes.size(),
        stages.size(),
        weights.size());
    for (int i = 0; i < stages.size(); i++) {
      List<Double> row = stages.get(i);
      Require.that(row.size() == i, "row %d of a tableau must have %d entries: %s", i, i, row);
      Require.that(
          close(sum(row), nodes.get(i)),
          "row %d of a tableau must have the sum %s of its node, got %s",
          i,
          nodes.get(i),
          row);
    }
    Require.that(close(sum(weights), 1), "the weights must have the sum 1, got %s", weights);
  }

  /** Returns the method with the given nodes, weights and rows of a, the first of them empty. */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  public static Tableau of(List<Double> nodes, List<Double> weights, List<Double>... stages) {
    return new Tableau(nodes, List.of(stages), weights);
  }

  /** Returns a row of coefficients. */
  public static List<Double> row(double... coefficients) {
    return DoubleStream.of(coefficients).boxed().toList();
  }

  /**
   * Returns the velocities k_1, k_2, ... of a step of size h from x at t, of which k_1 is known.
   */
  List<NDArray> slopes(VelocityField field, NDArray x, double t, double h, NDArray first) {
    List<NDArray> slopes = new ArrayList<>(List.of(first));
    for (int i = 1; i < stages.size(); i++) {
      try (Scope scope = Scope.open()) {
        NDArray stage = combine(slopes, stages.get(i), h).addi(x);
        slopes.add(scope.keep(field.at(stage, t + nodes.get(i) * h)));
      }
    }
    return slopes;
  }

  /** Returns h Σ_i factors_i slopes_i. */
  static NDArray combine(List<NDArray> slopes, List<Double> factors, double h) {
    NDArray sum = Constants.scale(slopes.get(0), h * factors.get(0));
    for (int i = 1; i < factors.size(); i++) {
      if (factors.get(i) != 0) {
        sum.addi(Constants.scale(slopes.get(i), h * factors.get(i)));
      }
    }
    return sum;
  }

  private static double sum(List<Double> row) {
    return row.stream().mapToDouble(Double::doubleValue).sum();
  }

  private static boolean close(double a, double b) {
    return Math.abs(a - b) < ROUNDING;
  }
}
