package org.lzn.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lzn.tensor.SeededRandom;

/** The layers' closed forms. */
class LayersTest {
  private final NDManager manager = NDManager.newBaseManager();
  private final SeededRandom draws = SeededRandom.of(7);

  @AfterEach
  void free() {
    manager.close();
  }

  private static Resampler resampler(boolean filtered) {
    List<Double> taps = filtered ? List.of(1., 3., 3., 1.) : List.of();
    return Resampler.of(new NcsnppSettings.Resampling(taps, false, false));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void growingIsFourTimesTheTransposeOfShrinking(boolean filtered) {
    Resampler resampler = resampler(filtered);
    NDArray large = draws.normal(manager, "large", new Shape(2, 3, 8, 8));
    NDArray small = draws.normal(manager, "small", new Shape(2, 3, 4, 4));
    float left = resampler.down(large).mul(small).sum().getFloat();
    float right = resampler.up(small).mul(large).sum().getFloat();
    assertEquals(left, right / 4, 1e-4);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aConstantImageStaysConstantAwayFromTheEdge(boolean filtered) {
    NDArray ones = manager.ones(new Shape(1, 2, 8, 8));
    Resampler resampler = resampler(filtered);
    for (NDArray image : List.of(resampler.down(ones), resampler.up(ones))) {
      NDArray inside = image.get(":, :, 1:-1, 1:-1");
      assertEquals(0, inside.sub(1).abs().max().getFloat(), 1e-6);
    }
  }

  @Test
  void growingSpreadsAPixelByTheFilter() {
    NDArray image = manager.zeros(new Shape(1, 1, 3, 3));
    image.set(new NDIndex("0, 0, 1, 1"), 16);
    NDArray row = resampler(true).up(image).get("0, 0, 2, :");
    assertArrayEquals(new float[] {0, 3, 9, 9, 3, 0}, row.toFloatArray(), 1e-5f);
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 48, 144, 160})
  void everyGroupHasMeanZeroAndVarianceOne(int channels) {
    try (Lone network = new Lone()) {
      GroupNorm norm = GroupNorm.of(new ParameterScope(network, ""), channels);
      network.initialize(manager, draws);
      int groups = groups(channels);
      NDArray x = draws.normal(manager, "x", new Shape(2, channels, 3, 3)).muli(5).addi(2);
      NDArray rows = norm.apply(x).reshape(2L * groups, -1);
      assertEquals(0, rows.mean(new int[] {1}).abs().max().getFloat(), 1e-5);
      assertEquals(0, rows.square().mean(new int[] {1}).sub(1).abs().max().getFloat(), 1e-4);
    }
  }

  /** min(c / 4, 32), or what divides the channels below it. */
  private static int groups(int channels) {
    return switch (channels) {
      case 8 -> 2;
      case 48 -> 12;
      case 144 -> 24;
      default -> 32;
    };
  }

  @Test
  void firstWeightsHaveTheVarianceTheirScaleSays() {
    Shape shape = new Shape(64, 32, 3, 3);
    NDArray values = InitialValues.average(2).values(manager, draws, "w", shape);
    double variance = 2 / (9 * (64 + 32) / 2.0);
    assertEquals(variance, values.square().mean().getFloat(), 0.05 * variance);
    assertEquals(Math.sqrt(3 * variance), values.abs().max().getFloat(), 1e-3);
  }

  @Test
  void attentionToEqualPixelsIsTheirCommonValue() {
    NcsnppSettings settings = NcsnppSettings.cifar10();
    try (Lone network = new Lone()) {
      AttentionBlock block = new AttentionBlock(new ParameterScope(network, ""), settings, 8);
      network.initialize(manager, draws);
      // Output weight and bias zero: what remains is the input over the root of two.
      for (String name : List.of("NIN_3.W", "NIN_3.b")) {
        Parameter parameter = network.parameter(name);
        network.set(name, manager.zeros(parameter.getShape()));
      }
      NDArray x = draws.normal(manager, "x", new Shape(2, 8, 4, 4));
      NDArray expected = x.mul((float) Math.sqrt(0.5));
      assertEquals(0, block.apply(x).sub(expected).abs().max().getFloat(), 1e-6);
    }
  }
}
