package org.lzn.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ScopeTest {
  @Test
  void freesWhatIsNotKeptAndHandsTheRestOutward() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray lost;
      NDArray kept;
      try (Scope outer = Scope.open()) {
        try (Scope inner = Scope.open()) {
          lost = manager.ones(new Shape(2));
          kept = inner.keep(lost.add(lost));
        }
        assertEquals(4f, kept.sum().getFloat());
      }
      assertThrows(IllegalStateException.class, lost::sum);
      assertThrows(IllegalStateException.class, kept::sum);
    }
  }

  @Test
  void recordsNoGradientOnANewThreadButInACollector() {
    boolean[] recording =
        CompletableFuture.supplyAsync(
                () -> {
                  // The engine's switch is on in every new thread.
                  JniUtils.setGradMode(true);
                  boolean inside;
                  boolean collecting;
                  try (Scope scope = Scope.open()) {
                    inside = JniUtils.isGradMode();
                    try (GradientCollector collector =
                        Engine.getInstance().newGradientCollector()) {
                      collecting = JniUtils.isGradMode();
                    }
                    inside |= JniUtils.isGradMode();
                  }
                  return new boolean[] {inside, collecting, JniUtils.isGradMode()};
                })
            .join();
    assertFalse(recording[0], "no gradient in a scope");
    assertTrue(recording[1], "a collector records");
    assertTrue(recording[2], "the thread's switch is restored");
  }
}
