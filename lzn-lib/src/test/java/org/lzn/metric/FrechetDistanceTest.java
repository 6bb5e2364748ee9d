package org.lzn.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.lzn.tensor.SeededRandom;

class FrechetDistanceTest {
  static Features normal(String purpose, int n, int d) {
    SplittableRandom random = SeededRandom.of(1).generator(purpose);
    double[] values = new double[n * d];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextGaussian();
    }
    return Features.of(values, d);
  }

  /** Returns a + b x for all numbers x. */
  static Features affine(Features x, double a, double b) {
    double[] values = x.rows(0, x.size());
    for (int i = 0; i < values.length; i++) {
      values[i] = a + b * values[i];
    }
    return Features.of(values, x.width());
  }

  @Test
  void inOneDimensionItIsMeansAndDeviations() {
    Features a = Features.of(new double[] {-1, 1}, 1); // mean 0, variance 2
    Features b = Features.of(new double[] {2, 8}, 1); // mean 5, variance 18
    double expected = 25 + Math.pow(Math.sqrt(18) - Math.sqrt(2), 2);
    assertEquals(expected, FrechetDistance.between(a, b), 1e-12);
  }

  @Test
  void independentFeaturesAddUp() {
    // Four corners of a rectangle: diagonal covariances 4/3 a², 4/3 b².
    Features a = Features.of(new double[] {1, 2, 1, -2, -1, 2, -1, -2}, 2);
    Features b = Features.of(new double[] {3, 1, 3, -1, -3, 1, -3, -1}, 2);
    assertEquals(4 / 3. * (4 + 1), FrechetDistance.between(a, b), 1e-12);
  }

  @Test
  void shiftedAndScaledSamples() {
    Features a = normal("a", 200, 5);
    double trace = 0;
    double[][] covariance = FeatureStatistics.of(a).covariance();
    for (int i = 0; i < 5; i++) {
      trace += covariance[i][i];
    }
    assertEquals(45, FrechetDistance.between(a, affine(a, 3, 1)), 1e-10);
    double[] mean = FeatureStatistics.of(a).mean();
    double square = 0;
    for (double value : mean) {
      square += value * value;
    }
    assertEquals(square + trace, FrechetDistance.between(a, affine(a, 0, 2)), 1e-10);
  }

  @Test
  void equalSetsAreAtZeroAlsoWithFewSamples() {
    for (int n : new int[] {2, 7, 40, 200}) {
      Features a = normal("equal", n, 40);
      assertEquals(0, FrechetDistance.between(a, a), 1e-10, "n = " + n);
    }
  }

  @Test
  void orderOfSetsAndSamplesDoesNotMatter() {
    Features a = normal("one", 30, 12);
    Features b = affine(normal("two", 50, 12), 0.2, 1.5);
    int[] turned = new int[50];
    for (int i = 0; i < turned.length; i++) {
      turned[i] = (7 * i + 3) % 50;
    }
    double distance = FrechetDistance.between(a, b);
    assertEquals(distance, FrechetDistance.between(b, a), 1e-10);
    assertEquals(distance, FrechetDistance.between(a, b.select(turned)), 1e-10);
    Features few = a.select(0, 1, 2, 3); // singular
    assertEquals(FrechetDistance.between(few, b), FrechetDistance.between(b, few), 1e-10);
  }

  @Test
  void singularCovariancesOnALine() {
    // All samples on the first axis, on the second axis, and at one point.
    Features first = Features.of(new double[] {-1, 0, 0, 1, 0, 0}, 3);
    Features second = Features.of(new double[] {0, -1, 0, 0, 1, 0}, 3);
    Features point = Features.of(new double[6], 3);
    assertEquals(4, FrechetDistance.between(first, second), 1e-12);
    assertEquals(2, FrechetDistance.between(first, point), 1e-12);
    assertEquals(0, FrechetDistance.between(point, point), 0);
    Features wide = affine(first, 0, 2);
    assertEquals(2, FrechetDistance.between(first, wide), 1e-12);
  }

  @Test
  void badFeaturesAreRefused() {
    Features a = normal("bad", 4, 3);
    String wrong =
        assertThrows(
                IllegalArgumentException.class, () -> FrechetDistance.between(a, normal("w", 4, 2)))
            .getMessage();
    assertEquals("features must have one width, got 3 and 2", wrong);
    String few =
        assertThrows(IllegalArgumentException.class, () -> FrechetDistance.between(a, a.select(0)))
            .getMessage();
    assertEquals("this score needs 2 samples or more of each kind, got 4 and 1", few);
    String nan =
        assertThrows(
                IllegalArgumentException.class,
                () -> Features.of(new float[] {1, 2, 3, Float.NaN}, 2))
            .getMessage();
    assertEquals("features must be finite, sample 1 has NaN", nan);
    assertTrue(FrechetDistance.between(a, a) >= 0);
  }
}
