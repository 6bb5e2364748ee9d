package org.lzn.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class InceptionScoreTest {
  private static final Features SURE = Features.of(new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, 3);

  @Test
  void sureAndVariedIsTheNumberOfClasses() {
    assertEquals(3, InceptionScore.of(SURE, InceptionScore.SPLIT), 1e-12);
  }

  @Test
  void unsureOrUniformIsOne() {
    Features unsure = Features.of(new double[] {0.25, 0.75, 0.25, 0.75}, 2);
    assertEquals(1, InceptionScore.of(unsure, 10), 1e-12);
    assertEquals(1, InceptionScore.of(SURE, 1), 1e-12);
  }

  @Test
  void splitsAreAveraged() {
    assertEquals((2 + 1) / 2., InceptionScore.of(SURE, 2), 1e-12); // a pair and the one left
  }

  @Test
  void rowsMustBeDistributions() {
    Features half = Features.of(new double[] {0.25, 0.25}, 2);
    Features negative = Features.of(new double[] {-1, 2}, 2);
    assertEquals(
        "probabilities of a sample must sum to 1, those of sample 0 sum to 0.5",
        assertThrows(IllegalArgumentException.class, () -> InceptionScore.of(half, 5))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> InceptionScore.of(negative, 5));
    assertThrows(IllegalArgumentException.class, () -> InceptionScore.of(SURE, 0));
  }
}
