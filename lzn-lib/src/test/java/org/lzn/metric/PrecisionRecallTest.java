package org.lzn.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PrecisionRecallTest {
  @Test
  void equalSetsCoverEachOther() {
    Features a = FrechetDistanceTest.normal("same", 60, 4);
    assertEquals(new PrecisionRecall(1, 1), PrecisionRecall.of(a, a));
  }

  @Test
  void farSetsDoNot() {
    Features a = FrechetDistanceTest.normal("near", 60, 4);
    Features far = FrechetDistanceTest.affine(a, 1000, 1);
    assertEquals(new PrecisionRecall(0, 0), PrecisionRecall.of(a, far));
  }

  @Test
  void handMadeManifolds() {
    // Balls with k = 1: real 0, 1 (radius 1) and 10 (radius 9); generated 2 (3), 5 (3), 20 (15).
    Features real = Features.of(new double[] {0, 1, 10}, 1);
    Features generated = Features.of(new double[] {2, 5, 20}, 1);
    PrecisionRecall both = PrecisionRecall.of(real, generated, 1);
    assertEquals(2 / 3., both.precision()); // 2 lies on the edge of 1's ball, 20 in none
    assertEquals(1, both.recall());
    PrecisionRecall turned = PrecisionRecall.of(generated, real, 1);
    assertEquals(both.recall(), turned.precision());
    assertEquals(both.precision(), turned.recall());
  }

  @Test
  void tilesDoNotShow() {
    // More samples than a tile holds; the second set is the first, moved by half a grid step.
    Features grid = line(2500, 0);
    Features moved = line(2500, 0.5);
    Features every = line(2500, 3000);
    assertEquals(new PrecisionRecall(1, 1), PrecisionRecall.of(grid, moved));
    assertEquals(new PrecisionRecall(0, 0), PrecisionRecall.of(grid, every));
  }

  @Test
  void samplesMustSuffice() {
    Features three = Features.of(new double[3], 1);
    assertEquals(
        "this score needs 4 samples or more of each kind, got 3 and 3",
        assertThrows(IllegalArgumentException.class, () -> PrecisionRecall.of(three, three))
            .getMessage());
  }

  private static Features line(int n, double start) {
    return Features.of(IntStream.range(0, n).mapToDouble(i -> start + i).toArray(), 1);
  }
}
