package org.lzn.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import org.junit.jupiter.api.Test;

class NativeFunctionTest {
  private static final String EXPRESSION = "torch.add(x0, torch.mul(x0, x1), alpha=0.5)";

  @Test
  void valuesAndGradientsAreThoseOfTheExpression() {
    NativeFunction f = NativeFunction.of(EXPRESSION, 2);
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray x = manager.create(new float[] {1, 2, 3});
      NDArray y = manager.create(new float[] {4, 5, 6});
      x.setName("all_modules.0.weight"); // as parameters are named
      x.setRequiresGradient(true);
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        NDArray value = f.apply(x, y);
        assertArrayEquals(new float[] {3, 7, 12}, value.toFloatArray());
        System.gc(); // numbers in the expression must not be freed
        collector.backward(value.sum());
      }
      assertArrayEquals(new float[] {3, 3.5f, 4}, x.getGradient().toFloatArray());
    }
  }

  @Test
  void aFunctionIsCompiledOnce() {
    assertSame(NativeFunction.of(EXPRESSION, 2), NativeFunction.of(EXPRESSION, 2));
  }

  @Test
  void anUnknownNameIsAnError() {
    assertThrows(EngineException.class, () -> NativeFunction.of("torch.no_such_function(x0)", 1));
  }
}
