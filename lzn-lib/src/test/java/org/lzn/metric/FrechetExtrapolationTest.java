package org.lzn.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lzn.metric.FrechetExtrapolation.Point;
import org.lzn.tensor.SeededRandom;

class FrechetExtrapolationTest {
  private static final int WIDTH = 8;

  /** Statistics with mean 0 and covariance 1 exactly: a cross of points ±c on each axis. */
  private static FeatureStatistics standard() {
    double c = Math.sqrt((2 * WIDTH - 1) / 2.);
    double[] values = new double[2 * WIDTH * WIDTH];
    for (int j = 0; j < WIDTH; j++) {
      values[2 * j * WIDTH + j] = c;
      values[(2 * j + 1) * WIDTH + j] = -c;
    }
    return FeatureStatistics.of(Features.of(values, WIDTH));
  }

  private static FrechetExtrapolation of(Features samples) {
    return FrechetExtrapolation.between(samples, standard(), SeededRandom.of(4));
  }

  @Test
  void aLineInOneOverTheNumberIsFoundExactly() {
    List<Point> points =
        IntStream.of(100, 150, 400, 1000).mapToObj(m -> new Point(m, 0.7 + 30. / m)).toList();
    FrechetExtrapolation line = new FrechetExtrapolation(points);
    assertEquals(0.7, line.value(), 1e-12);
    assertEquals(30, line.slope(), 1e-9);
    assertEquals(0.7 + 30. / 250, line.at(250), 1e-12);
  }

  /** Of N(a, b²) beside N(0, 1), in each of d features, the distance is d (a² + (b - 1)²). */
  @Test
  void theBiasOfFewSamplesGoes() {
    for (double[] ab : new double[][] {{0, 1}, {0.1, 1.1}}) {
      double truth = WIDTH * (ab[0] * ab[0] + (ab[1] - 1) * (ab[1] - 1));
      int repetitions = 40;
      double[] whole = new double[repetitions];
      double[] infinite = new double[repetitions];
      for (int i = 0; i < repetitions; i++) {
        Features normal = FrechetDistanceTest.normal("infinite" + i, 300, WIDTH);
        FrechetExtrapolation line = of(FrechetDistanceTest.affine(normal, ab[0], ab[1]));
        whole[i] = line.points().get(line.points().size() - 1).distance();
        infinite[i] = line.value();
      }
      double bias = SeedStatistics.of(whole).mean() - truth;
      SeedStatistics found = SeedStatistics.of(infinite);
      double error = found.deviation() / Math.sqrt(repetitions);
      assertTrue(bias > 6 * error, "bias " + bias + ", error " + error);
      assertEquals(truth, found.mean(), 3 * error, "a = " + ab[0] + ", b = " + ab[1]);
    }
  }

  @Test
  void sizesGrowFromATenthOrTwiceTheWidthToAll() {
    Features samples = FrechetDistanceTest.normal("sizes", 300, WIDTH);
    List<Point> points = of(samples).points();
    assertEquals(15, points.size());
    assertEquals(30, points.get(0).samples());
    assertEquals(300, points.get(14).samples());
    assertTrue(
        IntStream.range(1, 15)
            .allMatch(k -> points.get(k - 1).samples() < points.get(k).samples()));
    double whole = FrechetDistance.between(FeatureStatistics.of(samples), standard());
    assertEquals(whole, points.get(14).distance(), 1e-10);
    Features few = FrechetDistanceTest.normal("sizes", FrechetExtrapolation.fewest(WIDTH), WIDTH);
    assertEquals(2 * WIDTH, of(few).points().get(0).samples());
  }

  /** One sample at K, all others at 0: exactly one of the disjoint subsets can hold it. */
  @Test
  void everySampleIsInOneSubset() {
    double k = 12;
    double[] values = new double[40];
    values[17] = k;
    FeatureStatistics reference = FeatureStatistics.of(Features.of(new double[] {-1, 1}, 1));
    List<Point> points =
        FrechetExtrapolation.between(Features.of(values, 1), reference, SeededRandom.of(1))
            .points();
    // A subset of m with it has mean K/m and variance K²/m, one without has distance 2.
    double with = k * k / 16 + Math.pow(k / 2 - Math.sqrt(2), 2);
    assertEquals(4, points.get(0).samples());
    assertEquals((9 * 2 + with) / 10, points.get(0).distance(), 1e-10);
  }

  @Test
  void theSeedAloneDecides() {
    Features samples = FrechetDistanceTest.normal("seed", 120, WIDTH);
    assertEquals(of(samples), of(samples));
    FrechetExtrapolation other =
        FrechetExtrapolation.between(samples, standard(), SeededRandom.of(5));
    assertTrue(of(samples).value() != other.value());
  }

  @Test
  void tooFewAreRefused() {
    Features few = FrechetDistanceTest.normal("few", 31, WIDTH);
    String message = assertThrows(IllegalArgumentException.class, () -> of(few)).getMessage();
    assertEquals("an extrapolation over 8 features needs 32 samples or more, got 31", message);
    List<Point> twice = List.of(new Point(9, 1), new Point(9, 2));
    assertThrows(IllegalArgumentException.class, () -> new FrechetExtrapolation(twice));
  }
}
