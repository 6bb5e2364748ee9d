package org.lzn.latent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lzn.flow.DpmSolver;
import org.lzn.flow.Euler;
import org.lzn.flow.MultistepSolver;

/** What the paper proves about zones, on numbers. */
class LatentTheoryTest {
  private static final int DRAWS = 1000;
  private static final int DIMENSION = 2;
  private static final int ANCHORS = 4;

  private final NDManager manager = NDManager.newBaseManager();
  private final Samples samples = new Samples(manager, 11);

  @AfterEach
  void close() {
    manager.close();
  }

  private NDArray latents(MultistepSolver solver) {
    Anchors anchors = Anchors.of(samples.normal("anchors", ANCHORS, DIMENSION));
    int[] owners = IntStream.range(0, DRAWS).map(i -> i % ANCHORS).toArray();
    NDArray noise = samples.normal("noise", DRAWS, DIMENSION);
    return LatentComputation.with(solver).withNoiseLevel(1e-4).of(anchors, owners, noise).points();
  }

  /**
   * The test of Epps and Pulley, Baringhaus and Henze against N(0, I), smoothing parameter 1: the
   * squared distance of the characteristic functions, n ∫ |φ_n - φ|² dN(0, I).
   */
  private static double distanceFromGaussian(NDArray points) {
    double[] x = points.toDoubleArray();
    int n = x.length / DIMENSION;
    double pairs = 0;
    double singles = 0;
    for (int i = 0; i < n; i++) {
      singles += Math.exp(-squared(x, i, -1) / 4);
      for (int j = 0; j < i; j++) {
        pairs += 2 * Math.exp(-squared(x, i, j) / 2);
      }
    }
    double q = DIMENSION;
    return (pairs + n) / n - 2 * Math.pow(2, -q / 2) * singles + n * Math.pow(3, -q / 2);
  }

  /** Returns |x_i - x_j|², or |x_i|² for j = -1. */
  private static double squared(double[] x, int i, int j) {
    double sum = 0;
    for (int c = 0; c < DIMENSION; c++) {
      double d = x[i * DIMENSION + c] - (j < 0 ? 0 : x[j * DIMENSION + c]);
      sum += d * d;
    }
    return sum;
  }

  /** The largest of 99 samples that are standard Gaussian: a test at the level of one in 100. */
  private double criticalValue() {
    return IntStream.range(0, 99)
        .mapToDouble(i -> distanceFromGaussian(samples.normal("null " + i, DRAWS, DIMENSION)))
        .max()
        .orElseThrow();
  }

  /** [Lin25] §2.2.1: all latents of a batch together are draws from the prior. */
  @Test
  void latentsAreStandardGaussianWithStepsEnough() {
    double critical = criticalValue();
    double fine = distanceFromGaussian(latents(Euler.steps(200)));
    assertTrue(fine < critical, fine + " is not below " + critical);
    double coarse = distanceFromGaussian(latents(Euler.steps(2)));
    assertTrue(coarse > critical, "the test has power: " + coarse + " against " + critical);
  }

  @Test
  void theDeviationAtTwentyStepsShrinksWithMore() {
    NDArray limit = latents(Euler.steps(640));
    double twenty = rootMeanSquare(latents(Euler.steps(20)).sub(limit));
    double eighty = rootMeanSquare(latents(Euler.steps(80)).sub(limit));
    double firstOrder = (1 / 20.0 - 1 / 640.0) / (1 / 80.0 - 1 / 640.0);
    assertEquals(firstOrder, twenty / eighty, 0.8, "the deviation falls like one over the steps");
    double dpm = rootMeanSquare(latents(DpmSolver.order(3).withSteps(20)).sub(limit));
    assertTrue(dpm < twenty, "order 3: " + dpm + ", Euler: " + twenty);
  }

  private static double rootMeanSquare(NDArray x) {
    return Math.sqrt(x.square().mean().getDouble());
  }

  /** [Lin25] Theorem 1: anchors ±1; a start beyond 0 flows to the other one, Φ((g - 1)/g). */
  @Test
  void theShareThatFlowsBackToTheWrongAnchorHasItsClosedForm() {
    int n = 2000;
    Anchors pair = Anchors.of(manager.create(new double[] {1, -1}, new Shape(2, 1)));
    int[] owners = IntStream.range(0, n).map(i -> i % 2).toArray();
    NDArray noise = samples.normal("noise", n, 1);
    double[] epsilon = noise.toDoubleArray();
    Euler solver = Euler.steps(50);
    for (double g : new double[] {0.3, 0.5, 0.7}) {
      NDArray latents =
          LatentComputation.with(solver).withNoiseLevel(g).of(pair, owners, noise).points();
      double wrong = 1 - LatentAlignment.with(solver).of(latents, pair, owners).rate();
      long crossed =
          IntStream.range(0, n)
              .filter(i -> (1 - g) + g * epsilon[i] * (owners[i] == 0 ? 1 : -1) < 0)
              .count();
      assertEquals(crossed / (double) n, wrong, 1.5 / n, "draw by draw, g = " + g);
      double theorem = Normal.cdf((g - 1) / g);
      double deviation = Math.sqrt(theorem * (1 - theorem) / n);
      assertEquals(theorem, wrong, 3 * deviation, "in the mean, g = " + g);
    }
  }
}
