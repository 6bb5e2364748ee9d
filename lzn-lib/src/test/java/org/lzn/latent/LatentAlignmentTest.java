package org.lzn.latent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lzn.flow.DpmSolver;
import org.lzn.flow.Euler;

class LatentAlignmentTest {
  private static final int[] PAIRING = {2, 0, 0, 3, 1};

  private final NDManager manager = NDManager.newBaseManager();
  private final Samples samples = new Samples(manager, 7);
  private final NDArray latents = samples.normal("latents", 5, 3);
  private final NDArray points = samples.normal("anchors", 4, 3).mul(0.7);
  private final NDArray shares = manager.create(new double[] {1, 0.4, 1.5, 2});

  @AfterEach
  void close() {
    manager.close();
  }

  static List<LatentAlignment> settings() {
    LatentAlignment euler = LatentAlignment.with(Euler.steps(6));
    LatentAlignment dpm = LatentAlignment.with(DpmSolver.order(3).withSteps(11));
    return List.of(
        euler,
        euler.logarithmic(),
        dpm,
        dpm.logarithmic(),
        euler.withEarlyStepCutoff(0.9),
        euler.logarithmic().withLateStepCutoff(0.5));
  }

  private Anchors weighted(NDArray anchors) {
    return Anchors.of(anchors).withWeights(shares);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void theGradientsMatchDifferences(LatentAlignment alignment) {
    Samples.Loss ofLatents = z -> alignment.of(z, weighted(points), PAIRING).loss();
    Samples.Loss ofAnchors = a -> alignment.of(latents, weighted(a), PAIRING).loss();
    Alignment.Gradient gradient = alignment.of(latents, weighted(points), PAIRING).gradient();
    assertTrue(samples.gradientError(latents, gradient.latents(), ofLatents) < 1e-7);
    assertTrue(samples.gradientError(points, gradient.anchors(), ofAnchors) < 1e-7);
    assertTrue(gradient.anchors().abs().max().getDouble() > 1e-3, "the test sees a gradient");
  }

  @Test
  void theLossIsTheMeanOfTheLargestLateWeights() {
    Alignment alignment =
        LatentAlignment.with(Euler.steps(10))
            .withEarlyStepCutoff(0.3)
            .of(latents, weighted(points), PAIRING);
    double[] best = new double[5];
    for (int k = 0; k < 10; k++) {
      double[] own = alignment.ownWeights(k);
      NDArray all = alignment.assignment(k);
      for (int i = 0; i < 5; i++) {
        assertEquals(all.getDouble(i, PAIRING[i]), own[i], 1e-12);
        best[i] = k < 3 ? 0 : Math.max(best[i], own[i]);
      }
    }
    assertEquals(-Arrays.stream(best).average().orElseThrow(), alignment.loss(), 1e-12);
    double logLoss =
        LatentAlignment.with(Euler.steps(10))
            .withEarlyStepCutoff(0.3)
            .logarithmic()
            .of(latents, weighted(points), PAIRING)
            .loss();
    assertEquals(-Arrays.stream(best).map(Math::log).average().orElseThrow(), logLoss, 1e-10);
  }

  @Test
  void lateStepsCanBeLeftOutAndOneIsLeftAtLeast() {
    LatentAlignment all = LatentAlignment.with(Euler.steps(10)).withEarlyStepCutoff(0.2);
    Alignment whole = all.of(latents, weighted(points), PAIRING);
    Alignment cut = all.withLateStepCutoff(0.5).of(latents, weighted(points), PAIRING);
    double[] best = new double[5];
    for (int k = 2; k < 5; k++) {
      double[] own = whole.ownWeights(k);
      Arrays.setAll(best, i -> Math.max(best[i], own[i]));
    }
    assertEquals(-Arrays.stream(best).average().orElseThrow(), cut.loss(), 1e-12);
    assertEquals(whole.rate(), cut.rate(), "the flow itself goes to its end");
    Alignment one = all.withLateStepCutoff(0.7).of(latents, weighted(points), PAIRING);
    assertEquals(-Arrays.stream(whole.ownWeights(2)).average().orElseThrow(), one.loss(), 1e-12);
    // 0.29 · 5 and 0.7 · 5 round down to 1 and 3: step 1 is left.
    LatentAlignment few = LatentAlignment.with(Euler.steps(5)).withEarlyStepCutoff(0.29);
    assertEquals(1, few.withLateStepCutoff(0.7).lastStep(5));
    assertEquals(0, few.withEarlyStepCutoff(0.3).withLateStepCutoff(0.69).firstStep(1));
  }

  @Test
  void latentsFlowBackToTheirOwnAnchors() {
    NDArray anchors = samples.normal("far", 6, 8).mul(3);
    Anchors own = Anchors.of(anchors);
    NDArray noise = samples.normal("noise", 6, 8);
    Euler solver = Euler.steps(100);
    LatentComputation centres = LatentComputation.with(solver).withAlpha(0.3);
    int[] pairing = Samples.inOrder(6);
    try (Latents zone = centres.of(own, noise);
        Alignment alignment = LatentAlignment.with(solver).of(zone.points(), own, pairing)) {
      assertEquals(1, alignment.rate());
      assertEquals(-1, alignment.loss(), 1e-3);
      assertTrue(Samples.distance(alignment.finalPoints(), anchors) < 1e-6);
      int[] shifted = IntStream.range(0, 6).map(i -> (i + 1) % 6).toArray();
      assertEquals(0, LatentAlignment.with(solver).of(zone.points(), own, shifted).rate());
    }
  }

  @Test
  void aSingleAnchorTakesAll() {
    Alignment alignment =
        LatentAlignment.with(Euler.steps(5))
            .logarithmic()
            .of(latents, Anchors.of(points.get("0:1")), new int[5]);
    assertEquals(0, alignment.loss(), 1e-15);
    assertEquals(0, alignment.gradient().latents().abs().max().getDouble(), 1e-15);
    assertEquals(1, alignment.rate());
  }

  @Test
  void followsAPermutationOfTheAnchors() {
    int[] moved = {3, 1, 0, 2}; // anchor j goes to row moved[j]
    NDArray order = manager.create(new long[] {2, 1, 3, 0});
    LatentAlignment alignment = LatentAlignment.with(DpmSolver.order(3)).logarithmic();
    int[] pairing = Arrays.stream(PAIRING).map(j -> moved[j]).toArray();
    Alignment straight = alignment.of(latents, Anchors.of(points), PAIRING);
    Alignment permuted = alignment.of(latents, Anchors.of(points.get(order)), pairing);
    assertEquals(straight.loss(), permuted.loss(), 1e-12);
    NDArray expected = straight.gradient().anchors().get(order);
    assertTrue(Samples.distance(permuted.gradient().anchors(), expected) < 1e-10);
  }

  @Test
  void recordsNothingInACollectorAndClosesClean() {
    Anchors anchors = weighted(points);
    points.setRequiresGradient(true);
    latents.setRequiresGradient(true);
    int before = manager.getManagedArrays().size();
    try (GradientCollector collector = Engine.getInstance().newGradientCollector();
        Alignment alignment = LatentAlignment.with(Euler.steps(5)).of(latents, anchors, PAIRING)) {
      Alignment.Gradient gradient = alignment.gradient();
      assertFalse(gradient.latents().hasGradient());
      assertFalse(gradient.anchors().hasGradient());
      gradient.latents().close();
      gradient.anchors().close();
      alignment.finalPoints().close();
      assertTrue(alignment.rate() >= 0);
    }
    assertEquals(before, manager.getManagedArrays().size());
  }

  @Test
  void namesBadInput() {
    LatentAlignment alignment = LatentAlignment.with(Euler.steps(5));
    Anchors anchors = Anchors.of(points);
    assertMessage(
        "the early step cut-off must be in [0, 1), got 1.0",
        () -> alignment.withEarlyStepCutoff(1));
    assertMessage(
        "the early step cut-off must be in [0, 1), got -0.1",
        () -> alignment.withEarlyStepCutoff(-0.1));
    assertMessage(
        "the early step cut-off must be in [0, 1), got NaN",
        () -> alignment.withEarlyStepCutoff(Double.NaN));
    assertMessage(
        "the late step cut-off must be in [0, 1), got 1.0", () -> alignment.withLateStepCutoff(1));
    assertMessage(
        "the step cut-offs must leave a step: together less than 1, got 0.2 and 0.8",
        () -> alignment.withLateStepCutoff(0.8));
    assertMessage(
        "latents must be (n, 3), got (5, 2)",
        () -> alignment.of(manager.zeros(new Shape(5, 2)), anchors, PAIRING));
    assertMessage(
        "latents must be (n, 3), got (0, 3)",
        () -> alignment.of(manager.zeros(new Shape(0, 3)), anchors, new int[0]));
    assertMessage(
        "pairing must name an anchor for each of 5 latents, got 1",
        () -> alignment.of(latents, anchors, new int[1]));
    assertMessage(
        "pairing[0] must be in [0, 2), got 2",
        () -> alignment.of(latents, Anchors.of(points.get("0:2")), PAIRING));
  }

  private static void assertMessage(String expected, Runnable action) {
    assertEquals(expected, assertThrows(IllegalArgumentException.class, action::run).getMessage());
  }
}
