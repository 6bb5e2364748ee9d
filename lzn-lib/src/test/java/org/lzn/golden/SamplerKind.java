package org.lzn.golden;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import org.lzn.flow.Euler;
import org.lzn.flow.RungeKutta45;
import org.lzn.flow.VelocityField;

/** Euler's method and Runge-Kutta on the velocity (mu - x) / (1.05 - t) + 0.3 sin(3 x). */
final class SamplerKind implements GoldenKind {
  private static final String VELOCITY = "(mu - x)/(1.05 - t) + 0.3*sin(3x)";

  @Override
  public void check(GoldenCase golden, Comparison comparison) {
    comparison.same("velocity", VELOCITY, golden.settings().get("velocity").getAsString());
    NDArray mu = golden.tensor("mu");
    VelocityField field = (x, t) -> mu.sub(x).div(1.05 - t).add(x.mul(3).sin().mul(0.3));
    NDArray start = golden.tensor("x0");
    double from = golden.number("eps");

    NDArray euler = Euler.steps(golden.integer("euler_steps")).solve(field, start, from, 1);
    comparison.close("euler", golden.tensor("euler"), euler, 1e-5);

    RungeKutta45 solver = new RungeKutta45(golden.number("rtol"), golden.number("atol"));
    RungeKutta45.Solution solution = solver.integrate(field, start, from, 1);
    comparison.close("rk45", golden.tensor("rk45"), solution.end(), 1e-5);
    comparison.same("evaluations", golden.integer("rk45_nfev"), solution.evaluations());
    comparison.same("steps", golden.integer("rk45_accepted"), solution.times().size() - 1);
    double[] times = solution.times().stream().mapToDouble(t -> t).toArray();
    comparison.close(
        "accepted times", golden.tensor("rk45_t", DataType.FLOAT64).toDoubleArray(), times, 1e-5);
  }
}
