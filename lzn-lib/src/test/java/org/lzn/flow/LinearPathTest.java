package org.lzn.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LinearPathTest {
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void runsFromNoiseToDataWithOneTimeForEachMember() {
    NDArray noise = manager.create(new float[] {1, 2, 3, 4, 5, 6}, new Shape(3, 1, 2));
    NDArray data = manager.create(new float[] {3, 6, 5, 8, 0, 0}, new Shape(3, 1, 2));
    LinearPath path = LinearPath.between(noise, data);
    NDArray t = manager.create(new float[] {0, 0.5f, 1});
    assertArrayEquals(new float[] {1, 2, 4, 6, 0, 0}, path.at(t).toFloatArray());
    assertArrayEquals(new float[] {2, 4, 2, 4, -5, -6}, path.velocity().toFloatArray());
  }

  @Test
  void passesGradients() {
    NDArray noise = manager.zeros(new Shape(2, 3));
    NDArray data = manager.ones(new Shape(2, 3));
    data.setRequiresGradient(true);
    NDArray t = manager.create(new float[] {0.25f, 0.75f});
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      collector.backward(LinearPath.between(noise, data).at(t).sum());
    }
    float[] expected = {0.25f, 0.25f, 0.25f, 0.75f, 0.75f, 0.75f};
    assertArrayEquals(expected, data.getGradient().toFloatArray());
  }

  @Test
  void namesAWrongShape() {
    NDArray noise = manager.zeros(new Shape(2, 3));
    NDArray data = manager.zeros(new Shape(2, 4));
    Exception thrown =
        assertThrows(IllegalArgumentException.class, () -> LinearPath.between(noise, data));
    assertEquals("data must be (2, 3), got (2, 4)", thrown.getMessage());
    LinearPath path = LinearPath.between(noise, noise);
    assertThrows(IllegalArgumentException.class, () -> path.at(manager.zeros(new Shape(3))));
  }
}
