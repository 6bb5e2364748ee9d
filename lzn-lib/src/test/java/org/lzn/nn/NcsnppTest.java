package org.lzn.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lzn.tensor.SeededRandom;

/** A laptop-size encoder and decoder as a caller meets them. */
class NcsnppTest {
  private static final NcsnppSettings SMALL =
      NcsnppSettings.cifar10()
          .withMultipliers(1, 2)
          .withImage(1, 8)
          .withChannels(12) // 12 + 24 channels in 9 groups: not 4 channels a group everywhere
          .withBlocks(1)
          .withAttention(4)
          .withDropout(0.5)
          .withHeads(3, 8);

  private final NDManager manager = NDManager.newBaseManager();
  private final SeededRandom draws = SeededRandom.of(3);
  private final NDArray x = draws.normal(manager, "x", new Shape(4, 1, 8, 8));
  private final NDArray t = manager.create(new float[] {0.001f, 0.3f, 0.6f, 1});
  private final NDArray z = draws.normal(manager, "z", new Shape(4, 5));

  @AfterEach
  void free() {
    manager.close();
  }

  /** A decoder whose last layers do not begin at zero. */
  private NcsnppDecoder decoder(SeededRandom seed) {
    NcsnppSettings settings =
        new NcsnppSettings(
            SMALL.image(),
            SMALL.levels(),
            new NcsnppSettings.Blocks(SMALL.blocks().dropout(), true, 1),
            SMALL.resampling(),
            SMALL.time(),
            SMALL.heads());
    NcsnppDecoder decoder = new NcsnppDecoder(settings, 5);
    decoder.initialize(manager, seed);
    return decoder;
  }

  private static double distance(NDArray a, NDArray b) {
    return a.sub(b).abs().max().getFloat();
  }

  @Test
  void aNewDecoderSaysAlmostZero() {
    NcsnppDecoder decoder = new NcsnppDecoder(SMALL, 5);
    decoder.initialize(manager, draws);
    NDArray velocity = decoder.forward(x, t, z, false);
    assertEquals(x.getShape(), velocity.getShape());
    float largest = velocity.abs().max().getFloat();
    assertTrue(largest > 0 && largest < 1e-3, () -> "largest " + largest);
  }

  @Test
  void imagesOfABatchDoNotMix() {
    NcsnppDecoder decoder = decoder(draws);
    NDArray all = decoder.forward(x, t, z, false);
    NDArray one = decoder.forward(x.get("2:3"), t.get("2:3"), z.get("2:3"), false);
    assertEquals(0, distance(one, all.get("2:3")), 1e-5);
  }

  @Test
  void timeAndConditionMatter() {
    NcsnppDecoder decoder = decoder(draws);
    NDArray velocity = decoder.forward(x, t, z, false);
    assertTrue(distance(velocity, decoder.forward(x, t.mul(0.5f), z, false)) > 1e-3);
    assertTrue(distance(velocity, decoder.forward(x, t, z.mul(0.5f), false)) > 1e-3);
  }

  @Test
  void dropoutIsForTrainingOnly() {
    NcsnppDecoder decoder = decoder(draws);
    NDArray velocity = decoder.forward(x, t, z, false);
    assertEquals(0, distance(velocity, decoder.forward(x, t, z, false)), 0);
    assertTrue(distance(velocity, decoder.forward(x, t, z, true)) > 1e-3);
  }

  @Test
  void firstValuesAreAFunctionOfSeedAndName() {
    NcsnppDecoder decoder = decoder(draws);
    NcsnppDecoder unconditional = new NcsnppDecoder(SMALL, 0);
    unconditional.initialize(manager, draws);
    String name = "all_modules.3.Conv_0.weight";
    float[] values = decoder.parameter(name).getArray().toFloatArray();
    assertArrayEquals(values, unconditional.parameter(name).getArray().toFloatArray());
    decoder.initialize(manager, SeededRandom.of(4));
    assertFalse(Arrays.equals(values, decoder.parameter(name).getArray().toFloatArray()));
    decoder.initialize(manager, draws);
    assertArrayEquals(values, decoder.parameter(name).getArray().toFloatArray());
  }

  /** Guards against constants that a Java garbage collection frees under a graph. */
  @Test
  void gradientsSurviveAGarbageCollection() {
    NcsnppDecoder decoder = decoder(draws);
    List<float[]> plain = gradients(decoder, false);
    List<float[]> collected = gradients(decoder, true);
    for (int i = 0; i < plain.size(); i++) {
      assertArrayEquals(plain.get(i), collected.get(i), 1e-6f);
    }
  }

  private List<float[]> gradients(NcsnppDecoder decoder, boolean collectGarbage) {
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      collector.zeroGradients();
      NDArray loss = decoder.forward(x, t, z, false).square().mean();
      if (collectGarbage) {
        System.gc();
        System.runFinalization();
      }
      collector.backward(loss);
    }
    List<float[]> gradients = new ArrayList<>();
    for (Parameter parameter : decoder.trainable()) {
      gradients.add(parameter.getArray().getGradient().toFloatArray());
    }
    return gradients;
  }

  @Test
  void networksAreOrdinaryBlocks() {
    NcsnppDecoder decoder = new NcsnppDecoder(SMALL, 5);
    NcsnppEncoder encoder = new NcsnppEncoder(SMALL, 6);
    ParameterStore store = new ParameterStore(manager, false);
    decoder.initialize(manager, DataType.FLOAT32, x.getShape(), t.getShape(), z.getShape());
    encoder.initialize(manager, DataType.FLOAT32, x.getShape());
    NDArray velocity = decoder.forward(store, new NDList(x, t, z), false).head();
    assertEquals(0, distance(velocity, decoder.forward(x, t, z, false)), 0);
    NDArray anchors = encoder.forward(store, new NDList(x), false).head();
    assertEquals(0, distance(anchors, encoder.forward(x, false)), 0);
    assertEquals(new Shape(4, 6), anchors.getShape());
    assertEquals(anchors.getShape(), encoder.getOutputShapes(new Shape[] {x.getShape()})[0]);
  }

  @Test
  void randomFrequenciesDoNotLearn() {
    NcsnppSettings settings =
        SMALL.withTime(new NcsnppSettings.Time(NcsnppSettings.Embedding.FOURIER, 16, true));
    NcsnppDecoder decoder = new NcsnppDecoder(settings, 0);
    List<String> learning = decoder.trainable().stream().map(Parameter::getName).toList();
    assertEquals(decoder.getParameters().size() - 1, learning.size());
    assertFalse(learning.contains("all_modules.0.W"));
  }

  @Test
  void errorsSayWhatWasExpected() {
    NcsnppDecoder decoder = decoder(draws);
    assertMessage(
        "x must be (4, 1, 8, 8), got (4, 8, 8)", () -> decoder.forward(x.squeeze(1), t, z, false));
    assertMessage("condition must be (4, 5)", () -> decoder.forward(x, t, z.get(":, 1:"), false));
    assertMessage(
        "takes a condition of width 5, got none", () -> decoder.forward(x, t, null, false));
    assertMessage("no parameter named nothing", () -> decoder.parameter("nothing"));
    assertMessage("must be (12), got (4)", () -> decoder.set("all_modules.2.bias", t));
    assertMessage("size 8 cannot be halved 4 times", () -> SMALL.withMultipliers(1, 1, 1, 1, 1));
    assertMessage("multiple of 4, got 30", () -> SMALL.withChannels(30));
    assertMessage("dropout must be in [0, 1), got 1.0", () -> SMALL.withDropout(1));
    assertMessage(
        "divideOutput needs the embedding FOURIER, got POSITIONAL",
        () -> new NcsnppSettings.Time(NcsnppSettings.Embedding.POSITIONAL, 16, true));
  }

  private static void assertMessage(String part, org.junit.jupiter.api.function.Executable code) {
    String message = assertThrows(IllegalArgumentException.class, code).getMessage();
    assertTrue(message.contains(part), message);
  }
}
