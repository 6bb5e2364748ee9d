package org.lzn.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Solvers on the flow to N(μ, σ²), whose solution is x_t = t μ + sqrt(t² σ² + (1 - t)²) ε. */
class OdeSolverTest {
  private static final double MU = 0.7;
  private static final double SIGMA = 0.3;
  private static final double FROM = 0.05;
  private static final double TO = 0.95;

  private final NDManager manager = NDManager.newBaseManager();
  private final NDArray noise = manager.create(new double[] {-1.5, -0.2, 0.4, 2}, new Shape(2, 2));

  @AfterEach
  void close() {
    manager.close();
  }

  private static double spread(double t) {
    return Math.sqrt(t * t * SIGMA * SIGMA + (1 - t) * (1 - t));
  }

  private NDArray exact(double t) {
    return noise.mul(spread(t)).add(t * MU);
  }

  /** v = μ + (t σ² - (1 - t)) (x - t μ) / (t² σ² + (1 - t)²). */
  private static NDArray velocity(NDArray x, double t) {
    double slope = (t * SIGMA * SIGMA - (1 - t)) / (spread(t) * spread(t));
    return x.sub(t * MU).mul(slope).add(MU);
  }

  private double error(OdeSolver solver, double from, double to) {
    NDArray end = solver.solve(OdeSolverTest::velocity, exact(from), from, to);
    return end.sub(exact(to)).abs().max().getDouble();
  }

  private static OdeSolver solver(String name, int steps) {
    return name.matches("dpm[12]")
        ? DpmSolver.order(Integer.parseInt(name.substring(3))).withSteps(steps)
        : Solvers.parse(name + ":" + steps);
  }

  @ParameterizedTest
  @CsvSource({"euler, 1", "heun, 2", "dpm1, 1", "dpm2, 2"})
  void convergesWithItsOrderInBothDirections(String name, int order) {
    for (double[] way : new double[][] {{FROM, TO}, {TO, FROM}}) {
      double coarse = error(solver(name, 160), way[0], way[1]);
      double fine = error(solver(name, 320), way[0], way[1]);
      double measured = Math.log(coarse / fine) / Math.log(2);
      assertEquals(order, measured, 0.2, name + " from " + way[0]);
    }
  }

  /** On dx/dt = -x; on the flow above the midpoint rule's errors of order 2 cancel. */
  @ParameterizedTest
  @CsvSource({"euler, 1", "midpoint, 2", "heun, 2", "rk4, 4"})
  void decaysWithItsOrder(String name, int order) {
    double[] errors = new double[2];
    for (int i = 0; i < 2; i++) {
      OdeSolver solver = Solvers.parse(name + ":" + (20 << i));
      NDArray end = solver.solve((x, t) -> x.neg(), noise, 0, 1);
      errors[i] = end.sub(noise.mul(Math.exp(-1))).abs().max().getDouble();
    }
    assertEquals(order, Math.log(errors[0] / errors[1]) / Math.log(2), 0.2, name);
  }

  @ParameterizedTest
  @CsvSource({
    "heun:20, Heun[steps=20]",
    "euler:50, Euler[steps=50]",
    "rk4:5, RungeKutta4[steps=5]",
    "rk45, 'RungeKutta45[relative=1.0E-5, absolute=1.0E-5]'",
    "rk45:1e-3, 'RungeKutta45[relative=0.001, absolute=0.001]'",
    "dpm:20, 'DpmSolver[order=3, steps=20, margin=0.001]'"
  })
  void solversHaveNames(String text, String solver) {
    assertEquals(solver, Solvers.parse(text).toString());
  }

  @ParameterizedTest
  @CsvSource({
    "hoin:20, no solver \"hoin:20\": there are dpm",
    "heun, a number of steps was expected",
    "euler:-3, as in euler:50",
    "euler:0, a number of steps was expected",
    "rk45:loose, a tolerance was expected after rk45",
    "rk45:0, relative tolerance must be positive"
  })
  void aNameThatMeansNothingIsRefused(String text, String part) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Solvers.parse(text)).getMessage();
    assertTrue(message.contains(part), message);
  }

  @ParameterizedTest
  @CsvSource({"0.4, 0.5, 0.5", "0.5, 0.5, 0.6"})
  void aTableauThatIsNotConsistentIsRefused(double a, double b1, double b2) {
    List<Double> nodes = Tableau.row(0, 0.5);
    assertThrows(
        IllegalArgumentException.class,
        () -> Tableau.of(nodes, Tableau.row(b1, b2), Tableau.row(), Tableau.row(a)));
  }

  /** One step from exact values misses the solution by h to the power 2, 3 and again 3. */
  @ParameterizedTest
  @CsvSource({"1, 2", "2, 3", "3, 3"})
  void oneStepOfDpmSolverHasItsOrder(int order, int power) {
    for (double[] way : new double[][] {{FROM, TO}, {TO, FROM}}) {
      double coarse = localError(DpmSolver.order(order).withSteps(80), 40, way[0], way[1]);
      double fine = localError(DpmSolver.order(order).withSteps(160), 80, way[0], way[1]);
      double measured = Math.log(coarse / fine) / Math.log(2);
      assertEquals(power, measured, 0.2, "order " + order + " from " + way[0]);
      if (order > 1) {
        double lower = localError(DpmSolver.order(order - 1).withSteps(160), 80, way[0], way[1]);
        assertTrue(fine < lower, "order " + order + " is more exact than the one below");
      }
    }
  }

  private double localError(DpmSolver solver, int k, double from, double to) {
    List<MultistepScheme.Step> steps = solver.scheme(from, to).steps();
    MultistepScheme.Step step = steps.get(k);
    NDArray next = exact(step.from()).mul(step.carry());
    for (int j = 0; j < step.pull().size(); j++) {
      double t = steps.get(k - j).from();
      NDArray prediction = exact(t).add(velocity(exact(t), t).mul(1 - t));
      next = next.add(prediction.mul(step.pull().get(j)));
    }
    return next.sub(exact(step.to())).abs().max().getDouble();
  }

  @Test
  void firstOrderDpmSolverIsEulersMethod() {
    NDArray start = exact(FROM);
    NDArray euler = Euler.steps(7).solve(OdeSolverTest::velocity, start, FROM, TO);
    NDArray dpm = DpmSolver.order(1).withSteps(7).solve(OdeSolverTest::velocity, start, FROM, TO);
    assertEquals(0, euler.sub(dpm).abs().max().getDouble(), 1e-14);
  }

  @Test
  void dpmSolverKeepsItsMarginFromTheEndsOfTime() {
    List<MultistepScheme.Step> steps = DpmSolver.order(3).withMargin(0.01).scheme(0, 1).steps();
    assertEquals(0.01, steps.get(0).from());
    assertEquals(0.99, steps.get(19).to());
    assertEquals(List.of(1, 2, 3, 3), orders(steps.subList(0, 4)));
    assertEquals(
        List.of(1, 2, 3, 2, 1), orders(DpmSolver.order(3).withSteps(5).scheme(0, 1).steps()));
  }

  private static List<Integer> orders(List<MultistepScheme.Step> steps) {
    return steps.stream().map(step -> step.pull().size()).toList();
  }

  @Test
  void adaptiveStepsMeetTheTolerance() {
    for (double tolerance : new double[] {1e-3, 1e-6, 1e-9}) {
      double error = error(RungeKutta45.defaults().withTolerance(tolerance, tolerance), FROM, TO);
      assertTrue(error < 10 * tolerance, tolerance + " gave " + error);
    }
    RungeKutta45 solver = RungeKutta45.defaults();
    RungeKutta45.Solution back = solver.integrate(OdeSolverTest::velocity, exact(TO), TO, FROM);
    assertEquals(0, back.end().sub(exact(FROM)).abs().max().getDouble(), 1e-4);
    assertEquals(TO, back.times().get(0));
    assertEquals(FROM, back.times().get(back.times().size() - 1));
  }

  @Test
  void countsEveryEvaluation() {
    int[] calls = {0};
    VelocityField counted =
        (x, t) -> {
          calls[0]++;
          return velocity(x, t);
        };
    int reported = RungeKutta45.defaults().integrate(counted, exact(0), 0, 1).evaluations();
    assertEquals(calls[0], reported);
    assertEquals(2, reported % 6, "two for the first step's size, six an attempt");
  }

  @Test
  void showsEveryPoint() {
    for (OdeSolver solver :
        List.of(Euler.steps(5), DpmSolver.order(2).withSteps(5), RungeKutta45.defaults())) {
      List<Double> times = new ArrayList<>();
      List<double[]> points = new ArrayList<>();
      NDArray end =
          solver.solve(
              OdeSolverTest::velocity,
              exact(FROM),
              FROM,
              TO,
              (t, x) -> {
                times.add(t);
                points.add(x.toDoubleArray());
              });
      assertEquals(FROM, times.get(0));
      assertEquals(TO, times.get(times.size() - 1));
      assertArrayEquals(exact(FROM).toDoubleArray(), points.get(0));
      assertArrayEquals(end.toDoubleArray(), points.get(points.size() - 1));
    }
  }

  @Test
  void keepsTheTypeAndLeavesTheStartAlone() {
    NDArray start = noise.toType(DataType.FLOAT32, true);
    NDArray before = start.duplicate();
    for (OdeSolver solver : List.of(Euler.steps(5), DpmSolver.order(3), RungeKutta45.defaults())) {
      NDArray end = solver.solve(OdeSolverTest::velocity, start, FROM, TO);
      assertEquals(DataType.FLOAT32, end.getDataType());
      assertEquals(before, start);
    }
  }

  @Test
  void freesAllButTheResult() {
    NDArray start = exact(FROM);
    for (OdeSolver solver : List.of(Euler.steps(5), DpmSolver.order(3), RungeKutta45.defaults())) {
      int before = manager.getManagedArrays().size();
      solver.solve(OdeSolverTest::velocity, start, FROM, TO).close();
      assertEquals(before, manager.getManagedArrays().size(), solver.toString());
    }
  }

  @Test
  void refusesBadSettings() {
    assertMessage("steps must be positive, got 0", () -> Euler.steps(0));
    assertMessage("order must be 1, 2 or 3, got 4", () -> DpmSolver.order(4));
    assertMessage(
        "steps must be at least the order 3, got 2", () -> DpmSolver.order(3).withSteps(2));
    assertMessage("margin must be in (0, 0.5), got 0.0", () -> DpmSolver.order(3).withMargin(0));
    assertMessage(
        "absolute tolerance must be positive, got NaN",
        () -> RungeKutta45.defaults().withTolerance(1e-3, Double.NaN));
    assertMessage(
        "times must be two different ones in [0, 1], got from 0.5 to 0.5",
        () -> Euler.steps(3).scheme(0.5, 0.5));
    assertMessage(
        "a zone flow has no velocity at t = 1: start before it", () -> Euler.steps(3).scheme(1, 0));
  }

  private static void assertMessage(String expected, Runnable action) {
    assertEquals(expected, assertThrows(IllegalArgumentException.class, action::run).getMessage());
  }

  @Test
  void reportsAVelocityThatIsNotFinite() {
    VelocityField broken = (x, t) -> t < 0.5 ? velocity(x, t) : x.mul(Double.NaN);
    Exception thrown =
        assertThrows(
            ArithmeticException.class, () -> RungeKutta45.defaults().solve(broken, exact(0), 0, 1));
    assertFalse(thrown.getMessage().isEmpty());
  }
}
