package org.lzn.latent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lzn.flow.DpmSolver;
import org.lzn.flow.Euler;
import org.lzn.flow.MultistepSolver;
import org.lzn.tensor.SeededRandom;

class LatentComputationTest {
  private final NDManager manager = NDManager.newBaseManager();
  private final Samples samples = new Samples(manager, 5);

  @AfterEach
  void close() {
    manager.close();
  }

  static List<MultistepSolver> solvers() {
    return List.of(
        Euler.steps(6),
        DpmSolver.order(1).withSteps(5),
        DpmSolver.order(2).withSteps(5),
        DpmSolver.order(3).withSteps(5),
        DpmSolver.order(3).withSteps(11));
  }

  @Test
  void theLatentOfASingleAnchorIsItsNoise() {
    NDArray anchor = samples.normal("anchor", 1, 7);
    NDArray noise = samples.normal("noise", 1, 7);
    Anchors anchors = Anchors.of(anchor);
    LatentComputation euler = LatentComputation.with(Euler.steps(20));
    // The path is straight, on which Euler's method is exact.
    assertTrue(Samples.distance(euler.of(anchors, noise).points(), noise) < 1e-12);
    NDArray third = euler.withAlpha(1 / 3.0).of(anchors, noise).points();
    assertTrue(Samples.distance(third, noise.div(3)) < 1e-12);
    // DPM-Solver++ stops at its margin from t = 0.
    NDArray dpm = LatentComputation.with(DpmSolver.order(3)).of(anchors, noise).points();
    assertTrue(Samples.distance(dpm, noise.mul(0.999).add(anchor.mul(0.001))) < 1e-12);
  }

  /** On a line the flow keeps quantiles: the latent is Φ⁻¹ of the start's mixture quantile. */
  @Test
  void onALineTheLatentIsTheStartsQuantile() {
    double[] points = {-1.2, 0.3, 0.9};
    double[] shares = {0.5, 0.2, 0.3};
    double g = 0.2;
    int[] owners = {0, 0, 0, 1, 1, 1, 2, 2, 2};
    double[] noise = {-1, 0, 1, -1, 0, 1, -1, 0, 1};
    double[] exact = new double[9];
    for (int i = 0; i < 9; i++) {
      double start = (1 - g) * points[owners[i]] + g * noise[i];
      double quantile = 0;
      for (int j = 0; j < 3; j++) {
        quantile += shares[j] * Normal.cdf((start - (1 - g) * points[j]) / g);
      }
      exact[i] = Normal.quantile(quantile);
    }
    Anchors anchors =
        Anchors.of(manager.create(points, new Shape(3, 1))).withWeights(manager.create(shares));
    double[] errors = new double[2];
    for (int k = 0; k < 2; k++) {
      LatentComputation computation =
          LatentComputation.with(Euler.steps(100 << k)).withNoiseLevel(g);
      NDArray found =
          computation.of(anchors, owners, manager.create(noise, new Shape(9, 1))).points();
      errors[k] = Samples.distance(found, manager.create(exact, new Shape(9, 1)));
    }
    assertTrue(errors[1] < 1e-2, "error " + errors[1]);
    assertEquals(2, errors[0] / errors[1], 0.2, "the error is of first order");
  }

  @Test
  void twoOppositeAnchorsShareTheSpaceInHalves() {
    NDArray anchor = samples.normal("anchor", 1, 3);
    Anchors pair = Anchors.of(anchor.concat(anchor.neg()));
    int[] owners = new int[200];
    Arrays.fill(owners, 100, 200, 1);
    NDArray noise = samples.normal("noise", 200, 3);
    for (MultistepSolver solver : List.of(Euler.steps(200), DpmSolver.order(3).withSteps(200))) {
      NDArray latents = LatentComputation.with(solver).of(pair, owners, noise).points();
      double[] side = latents.matMul(anchor.transpose()).toDoubleArray();
      for (int i = 0; i < 200; i++) {
        assertEquals(owners[i] == 0 ? 1 : -1, Math.signum(side[i]), "latent " + i);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("solvers")
  void followsAPermutationOfItsAnchors(MultistepSolver solver) {
    NDArray anchors = samples.normal("anchors", 6, 4);
    NDArray noise = samples.normal("noise", 6, 4);
    NDArray upstream = samples.normal("upstream", 6, 4);
    NDArray order = manager.create(new long[] {3, 0, 5, 1, 4, 2});
    LatentComputation computation = LatentComputation.with(solver);
    Latents straight = computation.of(Anchors.of(anchors), noise);
    Latents permuted = computation.of(Anchors.of(anchors.get(order)), noise.get(order));
    assertTrue(Samples.distance(permuted.points(), straight.points().get(order)) < 1e-9);
    NDArray gradient = straight.gradient(upstream).get(order);
    assertTrue(Samples.distance(permuted.gradient(upstream.get(order)), gradient) < 1e-9);
  }

  @ParameterizedTest
  @MethodSource("solvers")
  void theGradientMatchesDifferences(MultistepSolver solver) {
    NDArray anchors = samples.normal("anchors", 4, 2).mul(0.7);
    NDArray noise = samples.normal("noise", 5, 2);
    NDArray upstream = samples.normal("upstream", 5, 2);
    NDArray weights = manager.create(new double[] {1, 0.4, 0, 2});
    int[] owners = {0, 1, 1, 3, 0};
    LatentComputation computation =
        LatentComputation.with(solver).withNoiseLevel(0.05).withAlpha(0.8);
    Samples.Loss loss =
        a ->
            Samples.dot(
                computation.of(Anchors.of(a).withWeights(weights), owners, noise).points(),
                upstream);
    NDArray gradient =
        computation.of(Anchors.of(anchors).withWeights(weights), owners, noise).gradient(upstream);
    assertTrue(samples.gradientError(anchors, gradient, loss) < 1e-7);
    assertEquals(0, gradient.get(2).abs().max().getDouble(), "an anchor of weight zero");
  }

  @Test
  void anAnchorOfWeightZeroIsNotThere() {
    NDArray three = samples.normal("anchors", 3, 4);
    NDArray noise = samples.normal("noise", 2, 4);
    NDArray shares = manager.create(new double[] {1, 1, 0});
    LatentComputation computation = LatentComputation.with(Euler.steps(20));
    NDArray with = computation.of(Anchors.of(three).withWeights(shares), noise).points();
    NDArray without = computation.of(Anchors.of(three.get("0:2")), noise).points();
    assertTrue(Samples.distance(with, without) < 1e-10);
  }

  @Test
  void aDuplicatedAnchorCountsLikeDoubleWeight() {
    NDArray two = samples.normal("anchors", 2, 4);
    NDArray twice = two.concat(two.get("0:1"));
    NDArray noise = samples.normal("noise", 2, 4);
    LatentComputation computation = LatentComputation.with(DpmSolver.order(3));
    NDArray duplicated = computation.of(Anchors.of(twice), noise).points();
    NDArray shares = manager.create(new double[] {2, 1});
    NDArray weighted = computation.of(Anchors.of(two).withWeights(shares), noise).points();
    assertTrue(Samples.distance(duplicated, weighted) < 1e-10);
  }

  @Test
  void tilesDoNotShow() {
    int n = 1500; // six tiles of rows
    NDArray anchors = samples.normal("anchors", n, 2);
    NDArray noise = samples.normal("noise", n, 2);
    NDArray upstream = samples.normal("upstream", n, 2);
    LatentComputation computation = LatentComputation.with(Euler.steps(3)).withNoiseLevel(0.1);
    Anchors all = Anchors.of(anchors);
    try (Latents whole = computation.of(all, noise)) {
      NDArray sum = manager.zeros(new Shape(n, 2), DataType.FLOAT64);
      for (int from = 0; from < n; from += 500) {
        String rows = from + ":" + (from + 500);
        int[] owners = Arrays.copyOfRange(Samples.inOrder(n), from, from + 500);
        try (Latents part = computation.of(all, owners, noise.get(rows))) {
          assertTrue(Samples.distance(part.points(), whole.points().get(rows)) < 1e-12);
          sum.addi(part.gradient(upstream.get(rows)));
        }
      }
      assertTrue(Samples.distance(whole.gradient(upstream), sum) < 1e-10);
    }
  }

  @Test
  void singlePrecisionInputsGiveSinglePrecisionResults() {
    NDArray anchors = samples.normal("anchors", 4, 3).toType(DataType.FLOAT32, true);
    NDArray noise = samples.normal("noise", 4, 3).toType(DataType.FLOAT32, true);
    Latents latents = LatentComputation.with(Euler.steps(20)).of(Anchors.of(anchors), noise);
    assertEquals(DataType.FLOAT32, latents.points().getDataType());
    assertEquals(DataType.FLOAT32, latents.gradient(noise).getDataType());
  }

  @Test
  void recordsNothingInACollectorOrOnANewThread() {
    NDArray anchors = samples.normal("anchors", 4, 3);
    anchors.setRequiresGradient(true);
    NDArray noise = samples.normal("noise", 4, 3);
    LatentComputation computation = LatentComputation.with(DpmSolver.order(3));
    NDArray quiet = computation.of(Anchors.of(anchors), noise).gradient(noise);
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      Latents latents = computation.of(Anchors.of(anchors), noise);
      NDArray gradient = latents.gradient(noise);
      assertFalse(latents.points().hasGradient());
      assertFalse(gradient.hasGradient());
      assertEquals(quiet, gradient);
      collector.backward(anchors.mul(noise).sum());
    }
    assertEquals(noise, anchors.getGradient(), "the collector's own graph is left alone");
    CompletableFuture.runAsync(
            () -> {
              JniUtils.setGradMode(true);
              assertFalse(computation.of(Anchors.of(anchors), noise).points().hasGradient());
            })
        .join();
  }

  @Test
  void closingLeavesNothingBehind() {
    NDArray noise = samples.normal("noise", 4, 3);
    Anchors anchors = Anchors.of(samples.normal("anchors", 4, 3));
    int before = manager.getManagedArrays().size();
    try (Latents latents = LatentComputation.with(DpmSolver.order(3)).of(anchors, noise)) {
      latents.gradient(noise).close();
      latents.points().close();
    }
    assertEquals(before, manager.getManagedArrays().size());
  }

  @Test
  void namesBadInput() {
    Anchors anchors = Anchors.of(samples.normal("anchors", 3, 2));
    LatentComputation computation = LatentComputation.with(Euler.steps(2));
    assertMessage(
        "noise must be (n, 2), got (3, 4)",
        () -> computation.of(anchors, samples.normal("noise", 3, 4)));
    assertMessage(
        "noise must be (n, 2), got (0, 2)",
        () -> computation.of(anchors, manager.zeros(new Shape(0, 2))));
    NDArray four = samples.normal("noise", 4, 2);
    assertMessage(
        "latent i belongs to anchor i, but there are 4 latents for 3 anchors: name the owners",
        () -> computation.of(anchors, four));
    assertMessage(
        "owners must name an anchor for each of 4 latents, got 2",
        () -> computation.of(anchors, new int[] {0, 1}, four));
    assertMessage(
        "owners[2] must be in [0, 3), got 3",
        () -> computation.of(anchors, new int[] {0, 1, 3, 0}, four));
    assertMessage(
        "upstream must be (3, 2), got (4, 2)",
        () -> computation.of(anchors, four.get("0:3")).gradient(four));
    assertMessage(
        "the noise level must be in (0, 1), got 0.0", () -> computation.withNoiseLevel(0));
    assertMessage("alpha must be finite, not negative, got -1.0", () -> computation.withAlpha(-1));
  }

  private static void assertMessage(String expected, Runnable action) {
    assertEquals(expected, assertThrows(IllegalArgumentException.class, action::run).getMessage());
  }

  @Test
  void thePriorIsDrawnFromTheSeedAlone() {
    LatentSpace space = LatentSpace.gaussian(6);
    NDArray once = space.prior(manager, 4, SeededRandom.of(9));
    NDArray again = space.prior(manager, 4, SeededRandom.of(9));
    assertEquals(new Shape(4, 6), once.getShape());
    assertArrayEquals(once.toFloatArray(), again.toFloatArray());
    assertThrows(IllegalArgumentException.class, () -> LatentSpace.gaussian(0));
  }
}
