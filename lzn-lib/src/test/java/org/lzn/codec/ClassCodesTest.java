package org.lzn.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lzn.flow.Euler;
import org.lzn.latent.LatentComputation;
import org.lzn.latent.LatentSpace;
import org.lzn.latent.Latents;
import org.lzn.tensor.Scope;
import org.lzn.tensor.SeededRandom;

class ClassCodesTest {
  private static final int Q = 5;
  private static final LatentComputation ZONES = LatentComputation.with(Euler.steps(100));

  private final LabelType two = type("two", "a", "b");
  private final LabelType four = type("four", "a", "b", "c", "d");
  private final ClassCodes codes = new ClassCodes(List.of(four, two));
  private final NDManager manager = NDManager.newBaseManager();

  private static LabelType type(String name, String... classes) {
    return LabelType.of(name, List.of(classes), LatentSpace.gaussian(Q), ZONES, 1);
  }

  @AfterEach
  void free() {
    two.close();
    four.close();
    manager.close();
  }

  /** A point of a class's zone, wherever in it, has the class's code: √K in its place. */
  @Test
  void aPointOfAZoneHasTheCodeOfItsClass() {
    int[] labels = {2, 0, 3, 3};
    NDArray noise = SeededRandom.of(3).normal(manager, "noise", new Shape(4, Q));
    try (Scope scope = Scope.open();
        Latents latents = four.codec().encoder().latents(labels, noise)) {
      NDArray told = codes.beside(latents.points());
      assertEquals(new Shape(4, Q + codes.width()), told.getShape());
      assertArrayEquals(latents.points().toFloatArray(), told.get(":, :" + Q).toFloatArray());
      NDArray expected = OneHot.of(manager, labels, 4).mul(2);
      NDArray own = told.get(":, " + Q + ":" + (Q + 4));
      assertArrayEquals(expected.toFloatArray(), own.toFloatArray());
    }
  }

  /** Whatever the latent, one class of each kind: a code's mean square is 1. */
  @Test
  void everyLatentHasOneClassOfEachKind() {
    NDArray latents = SeededRandom.of(4).normal(manager, "latents", new Shape(50, Q)).mul(3);
    NDArray squares = codes.beside(latents).square();
    NDArray ofFour = squares.get(":, " + Q + ":" + (Q + 4)).mean(new int[] {1});
    NDArray ofTwo = squares.get(":, " + (Q + 4) + ":").mean(new int[] {1});
    assertEquals(0, ofFour.sub(1).abs().max().getFloat(), 1e-6);
    assertEquals(0, ofTwo.sub(1).abs().max().getFloat(), 1e-6);
  }

  @Test
  void noGradientGoesThroughTheCodes() {
    NDArray latents = SeededRandom.of(5).normal(manager, "latents", new Shape(3, Q));
    latents.setRequiresGradient(true);
    try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
      collector.backward(codes.beside(latents).sum());
    }
    assertArrayEquals(manager.ones(new Shape(3, Q)).toFloatArray(), gradient(latents));
  }

  private static float[] gradient(NDArray array) {
    return array.getGradient().toFloatArray();
  }

  @Test
  void withoutLabelsALatentStandsAlone() {
    NDArray latents = SeededRandom.of(6).normal(manager, "latents", new Shape(2, Q));
    NDArray told = ClassCodes.none().beside(latents);
    assertEquals(0, ClassCodes.none().width());
    assertArrayEquals(latents.toFloatArray(), told.toFloatArray());
  }
}
