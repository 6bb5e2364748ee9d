package org.lzn.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lzn.tensor.SeededRandom;

class SmallCnnTest {
  private static final SmallCnnSettings FASHION = SmallCnnSettings.fashionMnist();

  private final NDManager manager = NDManager.newBaseManager();
  private final SmallCnn network = new SmallCnn(FASHION);
  private NDArray images;

  @BeforeEach
  void make() {
    network.initialize(manager, SeededRandom.of(1));
    images = SeededRandom.of(2).normal(manager, "images", new Shape(3, 1, 28, 28));
  }

  @AfterEach
  void free() {
    network.close();
    manager.close();
  }

  @Test
  void featuresAndLogitsHaveTheWidthsOfTheSettings() {
    assertEquals(new Shape(3, 96), network.features(images).getShape());
    NDArray logits = network.logits(images, false);
    assertEquals(new Shape(3, 10), logits.getShape());
    assertEquals(new Shape(3, 10), network.getOutputShapes(new Shape[] {images.getShape()})[0]);
    ParameterStore store = new ParameterStore(manager, false);
    assertEquals(logits, network.forward(store, new NDList(images), false).head());
  }

  /** 3×3 kernels, two numbers a channel for each normalisation, one dense layer. */
  @Test
  void parametersAreAsManyAsTheLayersNeed() {
    int kernels = 9 * (16 + 16 * 16 + 16 * 48 + 48 * 48 + 48 * 96 + 96 * 96);
    int norms = 2 * 2 * (16 + 48 + 96);
    assertEquals(kernels + norms + 97 * 10, network.parameterCount());
  }

  @Test
  void anImagesFeaturesDoNotDependOnItsNeighbours() {
    NDArray together = network.features(images).get("1:2");
    NDArray alone = network.features(images.get("1:2"));
    assertEquals(0, together.sub(alone).abs().max().getFloat(), 1e-5);
    assertTrue(alone.min().getFloat() >= 0);
  }

  @Test
  void dropoutIsForTrainingOnly() {
    assertEquals(network.logits(images, false), network.logits(images, false));
    assertTrue(
        network.logits(images, true).sub(network.logits(images, false)).abs().max().getFloat()
            > 1e-4);
  }

  @Test
  void wrongImagesAndSettingsAreNamed() {
    NDArray colour = manager.ones(new Shape(2, 3, 28, 28));
    assertMessage(
        "images must be (n, 1, 28, 28), got (2, 3, 28, 28)", () -> network.features(colour));
    assertMessage("dropout must be in [0, 1), got 1.0", () -> FASHION.withDropout(1));
    assertMessage("widths must be positive, got 0", () -> FASHION.withWidths(16, 0));
    assertMessage("classes must be 2 or more, got 1", () -> FASHION.withData(FASHION.image(), 1));
  }

  private static void assertMessage(String expected, Runnable action) {
    assertEquals(expected, assertThrows(IllegalArgumentException.class, action::run).getMessage());
  }
}
