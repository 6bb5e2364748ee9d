package org.lzn.train.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.training.GradientCollector;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lzn.nn.ClassAnchors;
import org.lzn.tensor.Devices;
import org.lzn.tensor.Scope;
import org.lzn.tensor.SeededRandom;

class PartOptimizersTest {
  /** What the other parts learn from is then what scores will see. */
  @Test
  void aPartThatStopsBecomesItsAverage() {
    Optimisation optimisation =
        Optimisation.of(WarmUp.over(0), 0.9).withRate("labels", 0.1).withStop("labels", 3);
    try (ClassAnchors anchors = new ClassAnchors(2, 3);
        Scope scope = Scope.open()) {
      anchors.initialize(Devices.newManager(), SeededRandom.of(1));
      NDArray weights = anchors.trainable().get(0).getArray();
      try (PartOptimizers parts = new PartOptimizers(Map.of("labels", anchors), optimisation)) {
        for (int update = 1; update <= 3; update++) {
          try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            collector.backward(weights.square().sum());
          }
          parts.update(Gradients.of(parts.learning()));
          float[] now = weights.toFloatArray();
          parts.swap();
          float[] average = weights.toFloatArray();
          parts.swap();
          if (update < 3) {
            assertFalse(Arrays.equals(average, now));
          } else {
            assertArrayEquals(average, now);
          }
        }
      }
    }
  }
}
