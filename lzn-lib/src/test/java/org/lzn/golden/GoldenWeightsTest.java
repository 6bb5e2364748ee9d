package org.lzn.golden;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;

/** The rule in Java gives what {@code goldens/weights.py} printed. */
class GoldenWeightsTest {
  @Test
  void twoAxesTakeTheFanIn() {
    assertArrayEquals(
        new float[] {-0.47881186f, -0.47216117f, 0.634737f, 0.8859818f, 0.78846705f, 0.0647912f},
        GoldenWeights.values("param:encoder.all_modules.0.weight", new Shape(2, 3)));
  }

  @Test
  void aWeightOfOneAxisIsNearOne() {
    assertArrayEquals(
        new float[] {0.90259135f, 1.0137635f, 0.9983449f},
        GoldenWeights.values("param:norm.weight", new Shape(3)));
  }

  @Test
  void aBiasIsNearZero() {
    assertArrayEquals(
        new float[] {0.0109343175f, -0.021666218f, -0.0033654333f},
        GoldenWeights.values("param:norm.bias", new Shape(3)));
  }
}
