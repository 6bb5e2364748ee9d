package org.lzn.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lzn.tensor.SeededRandom;

class KernelScoresTest {
  private static final Features ZERO = Features.of(new double[] {0, 0}, 2);

  @Test
  void discrepancyOfTwoPoints() {
    Features point = Features.of(new double[] {3, 4}, 2);
    double expected = 7 * 2 * (1 - Math.exp(-25 / (2 * 4.)));
    MaximumMeanDiscrepancy mmd = new MaximumMeanDiscrepancy(2, 7);
    assertEquals(expected, mmd.between(ZERO, point), 1e-12);
    assertEquals(0, mmd.between(point, point), 1e-12);
    assertEquals(expected, mmd.between(point, ZERO), 1e-12);
  }

  @Test
  void discrepancyGrowsWithDistanceAndStaysFinite() {
    Features a = FrechetDistanceTest.normal("mmd", 1100, 3); // more than a tile
    MaximumMeanDiscrepancy mmd = MaximumMeanDiscrepancy.cmmd().withSigma(1).withScale(1);
    double near = mmd.between(a, FrechetDistanceTest.affine(a, 0.1, 1));
    double far = mmd.between(a, FrechetDistanceTest.affine(a, 1, 1));
    assertEquals(0, mmd.between(a, a), 1e-12);
    assertTrue(0 < near && near < far && far < 2, near + " and " + far);
  }

  @Test
  void kernelDistanceByHand() {
    // One feature, d = 1: k(x, y) = (xy + 1)³.
    Features a = Features.of(new double[] {0, 1}, 1);
    Features b = Features.of(new double[] {1, 2}, 1);
    // pairs: a 0·1 -> 1; b 1·2 -> 27; between 0·1, 0·2, 1·1, 1·2 -> 1, 1, 8, 27
    assertEquals(1 + 27 - 2 * 37 / 4., KernelInceptionDistance.between(a, b), 1e-12);
  }

  @Test
  void kernelDistanceOfOneDistributionIsZeroInTheMean() {
    int repetitions = 400;
    double[] distances = new double[repetitions];
    for (int i = 0; i < repetitions; i++) {
      Features a = FrechetDistanceTest.normal("a" + i, 12, 3);
      distances[i] = KernelInceptionDistance.between(a, FrechetDistanceTest.normal("b" + i, 9, 3));
    }
    SeedStatistics kid = SeedStatistics.of(distances);
    double error = kid.deviation() / Math.sqrt(repetitions);
    assertEquals(0, kid.mean(), 3 * error);
    assertTrue(Arrays.stream(distances).anyMatch(d -> d < 0));
  }

  @Test
  void subsetsAreSeededAndWithoutRepetition() {
    Features a = FrechetDistanceTest.normal("left", 30, 3);
    Features b = FrechetDistanceTest.normal("right", 25, 3);
    double[] once = KernelInceptionDistance.ofSubsets(a, b, 5, 20, SeededRandom.of(3));
    assertArrayEquals(once, KernelInceptionDistance.ofSubsets(a, b, 5, 20, SeededRandom.of(3)));
    // All samples in another order: the whole estimate again.
    double all = KernelInceptionDistance.between(a, a);
    assertEquals(all, KernelInceptionDistance.ofSubsets(a, a, 1, 30, SeededRandom.of(1))[0], 1e-12);
    assertThrows(
        IllegalArgumentException.class,
        () -> KernelInceptionDistance.ofSubsets(a, b, 5, 26, SeededRandom.of(3)));
  }
}
