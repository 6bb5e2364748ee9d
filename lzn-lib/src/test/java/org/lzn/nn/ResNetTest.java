package org.lzn.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.lzn.tensor.SeededRandom;

class ResNetTest {
  private static final ResNetSettings PAPER = ResNetSettings.ofDepth(50);

  @Test
  void namesAndShapesAreThoseOfTheReleasedCheckpoint() throws IOException {
    ResNet network = new ResNet(PAPER);
    assertEquals(NcsnppShapesTest.official("resnet50"), NcsnppShapesTest.own(network));
    assertEquals(28_231_232, network.parameterCount());
  }

  /** The paper's table counts the backbone and one dense layer to 256. */
  @Test
  void countIsThePapers() {
    assertEquals(24_032_832, new ResNet(PAPER.withHead(1, 256)).parameterCount());
    assertEquals(23_508_032, new ResNet(PAPER.withHead(0, 1)).parameterCount());
  }

  @Test
  void deeperNetworksHaveMoreBlocksAndNoOtherDepths() {
    int previous = 0;
    for (int depth : new int[] {50, 101, 152, 200}) {
      int layers = 2; // the stem, and the classifier of the depth's usual count
      for (int blocks : ResNetSettings.ofDepth(depth).stages().blocks()) {
        layers += 3 * blocks;
      }
      assertEquals(depth, layers);
      assertTrue(layers > previous);
      previous = layers;
    }
    String message =
        assertThrows(IllegalArgumentException.class, () -> ResNetSettings.ofDepth(18)).getMessage();
    assertTrue(message.contains("got 18"), message);
  }

  @Test
  void aSmallNetworkIsTheSameClassWithOtherNumbers() {
    ResNetSettings small =
        PAPER
            .withColours(1)
            .withStem(3, 1, false)
            .withStages(1, 1, 1)
            .withWidth(8)
            .withExpansion(2)
            .withGroups(4)
            .withHead(2, 12);
    assertEquals(64, small.featureDimension());
    try (NDManager manager = NDManager.newBaseManager();
        ResNet network = new ResNet(small)) {
      network.initialize(manager, SeededRandom.of(1));
      NDArray images = SeededRandom.of(2).normal(manager, "images", new Shape(3, 1, 28, 28));
      NDArray features = network.features(images);
      NDArray output = network.forward(images);
      assertEquals(new Shape(3, 64), features.getShape());
      assertEquals(new Shape(3, 12), output.getShape());
      assertEquals(output, network.project(features));
      ParameterStore store = new ParameterStore(manager, false);
      assertEquals(output, network.forward(store, new NDList(images), false).head());
    }
  }
}
