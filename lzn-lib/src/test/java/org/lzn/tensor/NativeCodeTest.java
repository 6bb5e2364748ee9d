package org.lzn.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.junit.jupiter.api.Test;

class NativeCodeTest {
  @Test
  void codeChangesListsOfArraysInPlaceEvenLeavesOfAGraph() {
    NativeCode add =
        NativeCode.of(
            "x: List[Tensor], c: float", "NoneType", "torch._foreach_add_(x, c)", "return None");
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray first = manager.create(new float[] {1, 2});
      NDArray second = manager.create(new float[] {3});
      second.setRequiresGradient(true);
      add.run(List.of(first, second), 0.5);
      assertArrayEquals(new float[] {1.5f, 2.5f}, first.toFloatArray());
      assertArrayEquals(new float[] {3.5f}, second.toFloatArray());
    }
  }

  @Test
  void codeReturnsAnArrayOfTheGivenManager() {
    NativeCode count =
        NativeCode.of("x: List[Tensor]", "Tensor", "return torch.sum(torch.stack(x))");
    try (NDManager manager = NDManager.newBaseManager();
        NDManager other = manager.newSubManager()) {
      List<NDArray> arrays = List.of(manager.create(2f), manager.create(3f));
      NDArray sum = count.value(other, arrays);
      assertEquals(5, sum.getFloat());
      assertEquals(other, sum.getManager());
    }
  }

  @Test
  void wrongCodeIsAnErrorWhenCompiled() {
    assertThrows(
        EngineException.class,
        () -> NativeCode.of("x: Tensor", "Tensor", "return torch.no_such_function(x)"));
  }
}
