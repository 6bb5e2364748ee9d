package org.lzn.train.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lzn.tensor.Scope;

class GradientsTest {
  @Test
  void theNormIsOverAllWeightsAndClippingScalesThemAll() {
    try (NDManager manager = NDManager.newBaseManager();
        Scope scope = Scope.open()) {
      List<NDArray> weights = weights(manager, new float[] {3, 0}, new float[] {4});
      Gradients gradients = Gradients.of(weights);
      assertEquals(5, gradients.norm(), 1e-6);
      gradients.clip(10);
      assertArrayEquals(new float[] {4}, weights.get(1).getGradient().toFloatArray());
      gradients.clip(1);
      assertArrayEquals(new float[] {.6f, 0}, weights.get(0).getGradient().toFloatArray(), 1e-6f);
      assertArrayEquals(new float[] {.8f}, weights.get(1).getGradient().toFloatArray(), 1e-6f);
    }
  }

  @Test
  void anInfiniteGradientShowsInTheNormAndIsCleared() {
    try (NDManager manager = NDManager.newBaseManager();
        Scope scope = Scope.open()) {
      for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
        List<NDArray> weights = weights(manager, new float[] {1, 1}, new float[] {1, bad, 1});
        assertFalse(Double.isFinite(Gradients.of(weights).norm()));
        Gradients.clear(weights);
        assertEquals(0, Gradients.of(weights).norm());
      }
    }
  }

  @Test
  void onlyAGradientThatIsZeroThroughoutCountsAsZero() {
    try (NDManager manager = NDManager.newBaseManager();
        Scope scope = Scope.open()) {
      float tiny = 1e-30f; // its square is less than any float
      assertFalse(Gradients.of(weights(manager, new float[] {1}, new float[] {0, tiny})).anyZero());
      assertTrue(Gradients.of(weights(manager, new float[] {1}, new float[] {0, 0})).anyZero());
    }
  }

  /** Returns weights that carry the given gradients. */
  private static List<NDArray> weights(NDManager manager, float[]... gradients) {
    return Arrays.stream(gradients)
        .map(
            values -> {
              NDArray weight = manager.zeros(new Shape(values.length));
              weight.setRequiresGradient(true);
              try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                collector.backward(weight.mul(manager.create(values)).sum());
              }
              return weight;
            })
        .toList();
  }
}
