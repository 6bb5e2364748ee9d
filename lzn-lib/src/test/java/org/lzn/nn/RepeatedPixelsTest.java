package org.lzn.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.lzn.tensor.SeededRandom;

class RepeatedPixelsTest {
  private static final double TOLERANCE = 1e-5;

  @Test
  void valuesAndGradientsAreThoseOfTheConvolutionOfTheLargeImage() {
    try (NDManager manager = NDManager.newBaseManager();
        Lone network = new Lone()) {
      SeededRandom draws = SeededRandom.of(3);
      Convolution layer = Convolution.plain(new ParameterScope(network, ""), 3, 5, 3);
      network.initialize(manager, draws);
      NDArray x = draws.normal(manager, "x", new Shape(2, 3, 4, 6));
      NDArray probe = draws.normal(manager, "probe", new Shape(2, 5, 8, 12));
      List<NDArray> leaves =
          List.of(x, network.parameter("weight").getArray(), network.parameter("bias").getArray());
      Resampler repeating = new Resampler.Nearest();
      List<NDArray> plain = results(y -> layer.apply(repeating.up(y)), leaves, probe);
      List<NDArray> small = results(layer::applyToRepeated, leaves, probe);
      for (int i = 0; i < plain.size(); i++) {
        double size = plain.get(i).abs().max().getFloat();
        double error = plain.get(i).sub(small.get(i)).abs().max().getFloat();
        assertEquals(0, error / size, TOLERANCE);
      }
    }
  }

  /** Returns the value at the first leaf and the gradients of its product with a probe. */
  private static List<NDArray> results(
      Function<NDArray, NDArray> layer, List<NDArray> leaves, NDArray probe) {
    leaves.forEach(leaf -> leaf.setRequiresGradient(true));
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray value = layer.apply(leaves.get(0));
      collector.backward(value.mul(probe).sum());
      List<NDArray> gradients =
          leaves.stream().map(leaf -> leaf.getGradient().duplicate()).toList();
      leaves.forEach(leaf -> leaf.getGradient().subi(leaf.getGradient()));
      return List.of(value.duplicate(), gradients.get(0), gradients.get(1), gradients.get(2));
    }
  }
}
