package org.lzn.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoarseFeaturesTest {
  /**
   * The bound holds against exact arithmetic: far from the origin, huge, tiny, beside an outlier.
   */
  @ParameterizedTest
  @CsvSource({"0,1,1", "1e6,1,1", "0,1e200,1", "0,1e-200,1", "3,1,1e9", "1e9,1e-3,1"})
  void exactDistancesLieWithinTheBound(double offset, double spread, double outlier) {
    double[] values = new SplittableRandom(1).doubles(30L * 7, -1, 1).toArray();
    Arrays.setAll(values, i -> offset + spread * values[i]);
    values[7] *= outlier;
    Features all = Features.of(values, 7);
    CoarseFeatures coarse = CoarseFeatures.of(all).get(0);
    BigDecimal scale = new BigDecimal(coarse.scale());
    visitPairs(
        coarse,
        (i, j, square, error) -> {
          BigDecimal exact = BigDecimal.ZERO;
          for (int c = 0; c < 7; c++) {
            BigDecimal x = new BigDecimal(values[i * 7 + c]);
            BigDecimal difference = x.subtract(new BigDecimal(values[j * 7 + c])).multiply(scale);
            exact = exact.add(difference.multiply(difference), MathContext.DECIMAL128);
          }
          double off = exact.subtract(new BigDecimal(square)).abs().doubleValue();
          assertTrue(off <= error, () -> i + ", " + j + ": " + off + " > " + error);
          double rounding = Math.abs(coarse.exact(i, coarse, j) - exact.doubleValue());
          assertTrue(rounding <= 1e-14 * exact.doubleValue() + 1e-300);
        });
  }

  @Test
  void everyPairIsSeenOnceFromEachSide() {
    int n = 2100; // three tiles
    Features line = Features.of(IntStream.range(0, n).asDoubleStream().toArray(), 1);
    CoarseFeatures coarse = CoarseFeatures.of(line).get(0);
    var seen = new ConcurrentHashMap<Long, Integer>();
    visitPairs(coarse, (i, j, square, error) -> seen.merge((long) i * n + j, 1, Integer::sum));
    assertEquals((long) n * (n - 1), seen.size());
    assertTrue(seen.values().stream().allMatch(count -> count == 1));
  }

  @Test
  void theNearestOfManyAreExactWhateverTheBound() {
    double[] distances = new SplittableRandom(2).doubles(1000).toArray();
    distances[700] = distances[3];
    int[] sorted =
        IntStream.range(0, 1000)
            .boxed()
            .sorted((a, b) -> Double.compare(distances[a], distances[b]))
            .mapToInt(i -> i)
            .limit(5)
            .toArray();
    for (double error : new double[] {0, 1e-3, 0.1, 10}) {
      NearestOfMany nearest = new NearestOfMany(5, i -> distances[i]);
      var random = new SplittableRandom(3);
      for (int i = 0; i < 1000; i++) {
        offer(nearest, i, distances[i] + error * random.nextDouble(-1, 1), error);
      }
      List<NearestOfMany.Neighbour> found = nearest.nearest();
      assertArrayEquals(sorted, found.stream().mapToInt(NearestOfMany.Neighbour::number).toArray());
      assertEquals(distances[sorted[4]], found.get(4).distance());
    }
  }

  @Test
  void equalSamplesTieByNumber() {
    NearestOfMany nearest = new NearestOfMany(2, i -> 1);
    IntStream.of(5, 9, 2, 7, 4).forEach(i -> offer(nearest, i, 1, 0.5));
    assertEquals(2, nearest.nearest().get(0).number());
    assertEquals(4, nearest.nearest().get(1).number());
  }

  @Test
  void whatIsNotANumberIsNoSample() {
    NearestOfMany nearest = new NearestOfMany(3, i -> i);
    nearest.offer(7, new double[] {Double.NaN, 8}, new double[2]);
    assertArrayEquals(
        new int[] {8},
        nearest.nearest().stream().mapToInt(NearestOfMany.Neighbour::number).toArray());
  }

  private static void offer(NearestOfMany nearest, int number, double distance, double error) {
    nearest.offer(number, new double[] {distance}, new double[] {error});
  }

  private interface PairVisitor {
    void visit(int i, int j, double square, double error);
  }

  /** Visits all pairs but those of a sample with itself, which must not be numbers. */
  private static void visitPairs(CoarseFeatures coarse, PairVisitor visitor) {
    coarse.visit(
        (i, from, squares, errors) -> {
          for (int j = 0; j < squares.length; j++) {
            assertEquals(i == from + j, Double.isNaN(squares[j]));
            if (i != from + j) {
              visitor.visit(i, from + j, squares[j], errors[j]);
            }
          }
        });
  }
}
