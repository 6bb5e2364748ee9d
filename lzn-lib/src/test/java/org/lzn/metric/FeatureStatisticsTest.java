package org.lzn.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FeatureStatisticsTest {
  @Test
  void handMade() {
    FeatureStatistics statistics =
        FeatureStatistics.of(Features.of(new float[] {1, 2, 3, 6, 5, 1}, 2));
    assertEquals(3, statistics.size());
    assertArrayEquals(new double[] {3, 3}, statistics.mean(), 1e-15);
    assertArrayEquals(new double[] {4, -1}, statistics.covariance()[0], 1e-14);
    assertArrayEquals(new double[] {-1, 7}, statistics.covariance()[1], 1e-14);
  }

  @Test
  void partsAndMergesGiveTheWhole() {
    Features all = FrechetDistanceTest.normal("all", 2500, 6); // more than two chunks
    Features left = all.select(IntStream.range(0, 700).toArray());
    Features right = all.select(IntStream.range(700, 2500).toArray());
    FeatureStatistics merged = FeatureStatistics.of(left);
    merged.add(FeatureStatistics.of(right)).add(FeatureStatistics.ofWidth(6));
    FeatureStatistics streamed = FeatureStatistics.ofWidth(6).add(left).add(right);
    FeatureStatistics whole = FeatureStatistics.of(all);
    assertEquals(2500, merged.size());
    for (FeatureStatistics other : new FeatureStatistics[] {merged, streamed}) {
      assertArrayEquals(whole.mean(), other.mean(), 1e-14);
      for (int i = 0; i < 6; i++) {
        assertArrayEquals(whole.covariance()[i], other.covariance()[i], 1e-13);
      }
    }
  }

  @Test
  void nothingIsLostFarFromZero() {
    Features near = FrechetDistanceTest.normal("far", 3000, 3);
    Features far = FrechetDistanceTest.affine(near, 1e6, 1);
    for (int i = 0; i < 3; i++) {
      assertArrayEquals(
          FeatureStatistics.of(near).covariance()[i],
          FeatureStatistics.of(far).covariance()[i],
          1e-8);
    }
  }

  @Test
  void widthsMustAgree() {
    FeatureStatistics statistics = FeatureStatistics.ofWidth(3);
    Features two = Features.of(new float[2], 2);
    assertEquals(
        "features must be (n, 3), got width 2",
        assertThrows(IllegalArgumentException.class, () -> statistics.add(two)).getMessage());
    assertThrows(IllegalArgumentException.class, statistics::covariance);
  }
}
