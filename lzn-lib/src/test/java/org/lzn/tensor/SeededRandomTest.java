package org.lzn.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SeededRandomTest {
  private static final Shape SHAPE = new Shape(100_000);

  @Test
  void areAFunctionOfSeedStepAndPurpose() {
    float[] first = normal(SeededRandom.of(7).at(3), "noise");
    assertArrayEquals(first, normal(SeededRandom.of(7).at(3), "noise"));
    for (SeededRandom other :
        new SeededRandom[] {
          SeededRandom.of(8).at(3),
          SeededRandom.of(7).at(4),
          SeededRandom.of(7).at(3).named("again")
        }) {
      assertNotEquals(first[0], normal(other, "noise")[0]);
    }
    assertNotEquals(first[0], normal(SeededRandom.of(7).at(3), "time")[0]);
  }

  @Test
  void haveTheMomentsOfTheirLaw() {
    float[] z = normal(SeededRandom.of(1), "noise");
    assertEquals(0, moment(z, 1), 5 / Math.sqrt(z.length));
    assertEquals(1, moment(z, 2), 5 * Math.sqrt(2.0 / z.length));
    assertEquals(3, moment(z, 4), 5 * Math.sqrt(96.0 / z.length));
    try (NDManager manager = NDManager.newBaseManager()) {
      float[] u = SeededRandom.of(1).uniform(manager, "time", 2, 4, SHAPE).toFloatArray();
      assertEquals(3, moment(u, 1), 5 * Math.sqrt(4.0 / 12 / u.length));
      assertTrue(Arrays.equals(u, clamp(u)), "all within [2, 4)");
    }
  }

  private static float[] normal(SeededRandom draws, String purpose) {
    try (NDManager manager = NDManager.newBaseManager()) {
      return draws.normal(manager, purpose, SHAPE).toFloatArray();
    }
  }

  private static double moment(float[] values, int order) {
    double sum = 0;
    for (float value : values) {
      sum += Math.pow(value, order);
    }
    return sum / values.length;
  }

  private static float[] clamp(float[] values) {
    float[] clamped = values.clone();
    for (int i = 0; i < clamped.length; i++) {
      clamped[i] = Math.min(Math.max(clamped[i], 2), Math.nextDown(4f));
    }
    return clamped;
  }
}
