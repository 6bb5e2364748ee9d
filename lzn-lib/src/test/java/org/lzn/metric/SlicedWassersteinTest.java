package org.lzn.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lzn.tensor.SeededRandom;

class SlicedWassersteinTest {
  private static final SlicedWasserstein SLICED = new SlicedWasserstein(250, SeededRandom.of(2));

  private static double onLine(double[] x, double... y) {
    return SlicedWasserstein.onLine(x.clone(), y.clone());
  }

  /** Returns the samples moved by v. */
  private static Features moved(Features samples, double... v) {
    double[] values = samples.rows(0, samples.size());
    for (int i = 0; i < values.length; i++) {
      values[i] += v[i % v.length];
    }
    return Features.of(values, v.length);
  }

  /** Returns the mean of (θ·v)² over the directions and over the samples v. */
  private static double meanSquare(Features samples) {
    double[] sum = {0};
    DotProducts.visit(
        SLICED.unitVectors(samples.width()),
        samples,
        (i, start, count, products, offset) -> {
          synchronized (sum) {
            for (int j = 0; j < count; j++) {
              sum[0] += products[offset + j] * products[offset + j];
            }
          }
        });
    return sum[0] / SLICED.directions() / samples.size();
  }

  @Test
  void onALineByHand() {
    assertEquals((4 + 1) / 2., onLine(new double[] {3, 0}, 1, 5), 0); // 0 to 1, 3 to 5
    // Quantiles of halves and thirds differ by 1 from 1/3 to 1/2 and from 2/3 to 1.
    assertEquals(0.5, onLine(new double[] {0, 1}, 2, 0, 1), 1e-15);
    assertEquals(0.5, onLine(new double[] {0, 1, 2}, 0, 1), 1e-15);
    assertEquals((1 + 4 + 9) / 3., onLine(new double[] {0}, 1, 2, 3), 1e-15);
  }

  /** Samples that come twice are the same distribution. */
  @Test
  void unequalCountsAreComparedByQuantiles() {
    Features a = FrechetDistanceTest.normal("a", 60, 3);
    Features b = FrechetDistanceTest.normal("b", 60, 3);
    Features twice = a.select(IntStream.range(0, 120).map(i -> i / 2).toArray());
    assertEquals(0, SLICED.between(a, twice), 1e-20);
    assertEquals(SLICED.between(a, b), SLICED.between(twice, b), 1e-12);
  }

  @Test
  void aShiftIsSeenAlongEachDirection() {
    Features a = FrechetDistanceTest.normal("shift", 1100, 3); // more than a tile
    Features v = Features.of(new double[] {1, -2, 0.5}, 3);
    assertEquals(meanSquare(v), SLICED.between(a, moved(a, 1, -2, 0.5)), 1e-10);
    // In the mean over all directions that is |v|²/d.
    assertEquals(5.25 / 3, meanSquare(v), 0.15);
  }

  /** Along each direction x becomes 3x, so that it moves by 2x. */
  @Test
  void aScaleIsSeenAlongEachDirection() {
    Features a = FrechetDistanceTest.normal("scale", 50, 4);
    Features wide = FrechetDistanceTest.affine(a, 0, 3);
    assertEquals(4 * meanSquare(a), SLICED.between(a, wide), 1e-10);
  }

  /** Of N(a, 1) and N(0, b²), in each feature, SW² is a² + (b - 1)². */
  @Test
  void gaussiansOfKnownDistance() {
    Features a = FrechetDistanceTest.affine(FrechetDistanceTest.normal("p", 4000, 6), 0.5, 1);
    Features b = FrechetDistanceTest.affine(FrechetDistanceTest.normal("q", 4000, 6), 0, 2);
    SlicedWasserstein many = SlicedWasserstein.monge(SeededRandom.of(1));
    assertEquals(1000, many.directions());
    assertEquals(1.25, many.between(a, b), 0.06);
    assertEquals(3 * 6 * many.between(a, b), many.scaled(a, b), 1e-12);
  }

  @Test
  void directionsAreUniformUnitVectors() {
    Features unit = new SlicedWasserstein(3000, SeededRandom.of(1)).unitVectors(3);
    double[] squares = DotProducts.squares(unit);
    double fourth = 0;
    for (int i = 0; i < unit.size(); i++) {
      assertEquals(1, squares[i], 1e-12);
      fourth += Math.pow(unit.rows(i, i + 1)[0], 4) / unit.size();
    }
    assertEquals(0.2, fourth, 0.02); // 3 / (d (d + 2))
  }

  @Test
  void theSeedAloneDecides() {
    Features a = FrechetDistanceTest.normal("one", 30, 5);
    Features b = FrechetDistanceTest.normal("two", 40, 5);
    assertEquals(SLICED.between(a, b), SLICED.between(a, b), 0);
    assertEquals(SLICED.between(a, b), SLICED.between(b, a), 1e-12);
    double other = new SlicedWasserstein(250, SeededRandom.of(3)).between(a, b);
    assertTrue(other != SLICED.between(a, b));
  }

  @Test
  void badInputIsRefused() {
    Features three = FrechetDistanceTest.normal("w", 4, 3);
    Features two = FrechetDistanceTest.normal("w", 4, 2);
    assertThrows(IllegalArgumentException.class, () -> SLICED.between(three, two));
    SeededRandom draws = SeededRandom.of(1);
    assertThrows(IllegalArgumentException.class, () -> new SlicedWasserstein(0, draws));
  }
}
