package org.lzn.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.lzn.tensor.SeededRandom;

class BootstrapTest {
  @Test
  void intervalOfAMeanIsThatOfTheCentralLimit() {
    Features x = FrechetDistanceTest.normal("sample", 400, 1);
    Bootstrap.Estimate found = new Bootstrap(2000, SeededRandom.of(1)).ofMean(x.rows(0, 400));
    double variance = FeatureStatistics.of(x).covariance()[0][0];
    double margin = 1.96 * Math.sqrt(variance / 400);
    Interval interval = found.interval();
    assertEquals(FeatureStatistics.of(x).mean()[0], found.value(), 1e-12);
    assertEquals(margin, interval.high() - found.value(), 0.06 * margin);
    assertEquals(found.value() - interval.low(), interval.high() - found.value(), 1e-12);
    assertTrue(interval.contains(found.value()) && !interval.contains(2));
  }

  @Test
  void sameSeedSameInterval() {
    Features a = FrechetDistanceTest.normal("a", 30, 2);
    Features b = FrechetDistanceTest.normal("b", 30, 2);
    Bootstrap bootstrap = new Bootstrap(20, SeededRandom.of(5));
    Bootstrap.Estimate found = bootstrap.of(a, b, FrechetDistance::between);
    assertEquals(found, bootstrap.of(a, b, FrechetDistance::between));
    assertEquals(FrechetDistance.between(a, b), found.value());
  }

  @Test
  void constantsHaveNoSpread() {
    Bootstrap.Estimate found = new Bootstrap(5, SeededRandom.of(1)).ofMean(2, 2, 2);
    assertEquals(new Bootstrap.Estimate(2, new Interval(2, 2)), found);
    assertThrows(IllegalArgumentException.class, () -> new Bootstrap(1, SeededRandom.of(1)));
  }

  @Test
  void overSeeds() {
    SeedStatistics scores = SeedStatistics.of(1, 2, 6);
    assertEquals(new SeedStatistics(3, Math.sqrt(7), 3), scores);
    assertEquals("3.000 ± 2.6 (3 seeds)", scores.toString());
    assertEquals(0, SeedStatistics.of(4).deviation());
    assertThrows(IllegalArgumentException.class, () -> SeedStatistics.of(1, Double.NaN));
  }
}
