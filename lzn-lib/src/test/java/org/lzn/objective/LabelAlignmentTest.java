package org.lzn.objective;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lzn.TinyImages;
import org.lzn.codec.ImageCodec;
import org.lzn.codec.ImageEncoder;
import org.lzn.codec.LabelCodec;
import org.lzn.data.ImageDataset;
import org.lzn.flow.Euler;
import org.lzn.latent.LatentComputation;
import org.lzn.latent.LatentSpace;
import org.lzn.metric.Accuracy;
import org.lzn.nn.Network;
import org.lzn.task.Task;
import org.lzn.tensor.Constants;
import org.lzn.tensor.Devices;
import org.lzn.tensor.Scope;
import org.lzn.tensor.SeededRandom;
import org.lzn.train.Trainer;
import org.lzn.train.TrainingListener;
import org.lzn.train.TrainingOptions;
import org.lzn.train.checkpoint.Checkpoints;
import org.lzn.train.checkpoint.TrainingHistory;
import org.lzn.train.optim.Gradients;
import org.lzn.train.optim.Optimisation;

class LabelAlignmentTest {
  private static final ImageDataset TRAIN = TinyImages.bars(256, 1);
  private static final ImageDataset HELD_OUT = TinyImages.bars(64, 2);

  private ImageCodec images;
  private LabelCodec labels;

  @TempDir private Path folder;

  @BeforeEach
  void makeModel() {
    images = TinyImages.model(0).withLatents(1, 2);
    labels = LabelCodec.of(2, LatentSpace.gaussian(8), 1);
  }

  @AfterEach
  void free() {
    images.close();
    labels.close();
  }

  @Test
  void theSumEncodesOnceAndHasThreeParts() {
    assertEquals(List.of("encoder", "decoder", "labels"), List.copyOf(joint().parts().keySet()));
  }

  @Test
  void latentsAreComputedOnceAndEachTermIsAsItIsAlone() {
    Objective draw = Objective.flowMatching(images, labels);
    Objective align = Objective.alignment(labels, images);
    assertEquals(loss(draw, 16) + loss(align, 16), loss(joint(), 16));
    Map<String, float[]> both = gradient(joint(), 16);
    for (Objective one : List.of(draw, align)) {
      gradient(one, 16)
          .forEach(
              (name, alone) -> {
                if (!name.startsWith("encoder.")) {
                  assertArrayEquals(alone, both.get(name), name);
                }
              });
    }
    try (Scope scope = Scope.open();
        NDManager manager = Devices.newManager();
        Step step = step(manager, 16)) {
      ImageEncoder encoder = images.encoder().orElseThrow();
      assertSame(step.latents(encoder).orElseThrow(), step.latents(encoder).orElseThrow());
    }
  }

  @Test
  void theHeldOutLossSaysWhatTheAlignmentAddsToIt() {
    try (Trainer trainer = new Trainer(joint(), options(1, 1))) {
      TrainingHistory.Point last = trainer.train(TRAIN, HELD_OUT, TrainingListener.NONE).last();
      double alignment = last.measures().get(LabelAlignment.LOSS);
      double rate = last.measures().get(TwoViews.RATE);
      assertTrue(-1 <= alignment && alignment < 0, "alignment loss " + alignment);
      assertTrue(0 <= rate && rate <= 1, "rate " + rate);
    }
  }

  /** Few steps, since near t = 1 the loss is as good as a step function of the anchors. */
  @Test
  void theGradientOfEachPartIsThatOfTheLoss() {
    labels.close();
    labels =
        LabelCodec.of(
            2, LatentSpace.gaussian(8), new LatentComputation(Euler.steps(5), 1e-4, 1), 1);
    for (Objective objective :
        List.of(joint(), Objective.alignment(labels, images).logarithmic())) {
      Map<String, float[]> gradient = gradient(objective, 16);
      for (String part : objective.parts().keySet()) {
        Map<String, float[]> direction = new LinkedHashMap<>(gradient);
        direction.keySet().removeIf(name -> !name.startsWith(part));
        assertSlope(part, objective, direction);
      }
    }
  }

  @Test
  void microBatchesGiveTheGradientOfTheWholeBatch() {
    Map<String, float[]> whole = gradient(joint(), 16);
    Map<String, float[]> parts = gradient(joint(), 5);
    whole.forEach(
        (name, expected) -> {
          double largest = Math.max(1, Math.sqrt(squares(expected)));
          assertArrayEquals(expected, parts.get(name), (float) (1e-5 * largest), name);
        });
  }

  @Test
  void learnsToTellBarsApart() {
    TrainingOptions options = options(60, 60);
    try (Trainer trainer = new Trainer(Objective.alignment(labels, images), options)) {
      trainer.train(TRAIN, HELD_OUT, TrainingListener.NONE);
    }
    int[] answers = Task.classify(images, labels).of(HELD_OUT).labels();
    double accuracy = Accuracy.of(answers, HELD_OUT.labels(TinyImages.first(64)), 2).value();
    assertTrue(accuracy > 0.9, "accuracy " + accuracy);
  }

  @Test
  void aPartThatHasStoppedKeepsWeightsAndAveragesAndTheOthersGoOn() {
    try (Trainer trainer = new Trainer(joint(), options(4, 2))) {
      for (int k = 0; k < 2; k++) {
        trainer.step(TinyImages.batch(TRAIN, 16), SeededRandom.of(1).at(k));
      }
      Map<String, float[]> before = weights(joint());
      for (int k = 2; k < 4; k++) {
        trainer.step(TinyImages.batch(TRAIN, 16), SeededRandom.of(1).at(k));
      }
      weights(joint())
          .forEach(
              (name, values) ->
                  assertEquals(
                      name.startsWith("decoder."), Arrays.equals(before.get(name), values), name));
    }
  }

  @Test
  void resumesExactlyBeforeAndAfterAPartHasStopped() {
    Map<String, float[]> calm = trained(6, Optional.empty());
    for (int pause : new int[] {2, 3, 5}) {
      Checkpoints checkpoints = Checkpoints.in(folder.resolve("pause-" + pause)).withEvery(1);
      free();
      makeModel();
      trained(pause, Optional.of(checkpoints));
      free();
      makeModel();
      Map<String, float[]> resumed = trained(6, Optional.of(checkpoints));
      calm.forEach((name, values) -> assertArrayEquals(values, resumed.get(name), name));
    }
  }

  @Test
  void theDecoderMustKnowTheClasses() {
    try (ImageCodec unlabelled = TinyImages.model(0).withLatents(1)) {
      IllegalArgumentException error =
          assertThrows(
              IllegalArgumentException.class, () -> Objective.flowMatching(unlabelled, labels));
      assertEquals(
          "the image decoder must know the 2 classes of the labels, it knows 0",
          error.getMessage());
    }
  }

  private Objective joint() {
    return Objective.flowMatching(images, labels).plus(Objective.alignment(labels, images));
  }

  private static TrainingOptions options(int steps, int decoderSteps) {
    TrainingOptions options = TinyImages.options(steps);
    Optimisation optimisation =
        options.optimisation().withRate(LabelCodec.PART, 1e-2).withStop("decoder", decoderSteps);
    return options.withOptimisation(optimisation).withHeldOut(new TrainingOptions.HeldOut(100, 32));
  }

  /** Trains with a decoder that stops after three updates. */
  private Map<String, float[]> trained(int steps, Optional<Checkpoints> checkpoints) {
    try (Trainer trainer = new Trainer(joint(), options(steps, 3), checkpoints)) {
      trainer.train(TRAIN, HELD_OUT, TrainingListener.NONE);
    }
    return weights(joint());
  }

  /** Compares the norm of a gradient with the loss's slope along it. */
  private void assertSlope(String part, Objective objective, Map<String, float[]> direction) {
    double norm = Math.sqrt(direction.values().stream().mapToDouble(g -> squares(g)).sum());
    assertFalse(norm == 0, part + " has no gradient");
    double h = 1e-3;
    double rise =
        shiftedLoss(objective, direction, h / norm) - shiftedLoss(objective, direction, -h / norm);
    assertEquals(norm, rise / (2 * h), 1e-2 * norm + 1e-4, part + " of " + objective);
  }

  private double shiftedLoss(Objective objective, Map<String, float[]> direction, double length) {
    move(objective, direction, length);
    double loss = loss(objective, 16);
    move(objective, direction, -length);
    return loss;
  }

  private static void move(Objective objective, Map<String, float[]> direction, double length) {
    try (Scope scope = Scope.open()) {
      arrays(objective)
          .forEach(
              (name, weight) -> {
                if (direction.containsKey(name)) {
                  NDManager manager = weight.getManager();
                  NDArray d = Constants.of(manager, direction.get(name), weight.getShape());
                  weight.addi(d.muli(length));
                }
              });
    }
  }

  private static double loss(Objective objective, int microBatch) {
    try (Scope scope = Scope.open();
        NDManager manager = Devices.newManager()) {
      try (Step step = step(manager, microBatch)) {
        double loss = objective.value(step);
        step.finish();
        return loss;
      }
    }
  }

  private static Step step(NDManager manager, int microBatch) {
    Batch batch = Batch.of(manager, TRAIN, TinyImages.first(16));
    return Step.training(batch, SeededRandom.of(1), microBatch);
  }

  private static Map<String, float[]> gradient(Objective objective, int microBatch) {
    Map<String, NDArray> weights = arrays(objective);
    weights.values().forEach(weight -> weight.setRequiresGradient(true));
    Gradients.clear(List.copyOf(weights.values()));
    loss(objective, microBatch);
    Map<String, float[]> gradient = new LinkedHashMap<>();
    weights.forEach((name, weight) -> gradient.put(name, weight.getGradient().toFloatArray()));
    return gradient;
  }

  private static Map<String, float[]> weights(Objective objective) {
    Map<String, float[]> weights = new LinkedHashMap<>();
    arrays(objective).forEach((name, weight) -> weights.put(name, weight.toFloatArray()));
    return weights;
  }

  private static Map<String, NDArray> arrays(Objective objective) {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    for (String part : new TreeSet<>(objective.parts().keySet())) {
      Network network = objective.parts().get(part);
      for (Parameter parameter : network.trainable()) {
        arrays.put(part + "." + parameter.getName(), parameter.getArray());
      }
    }
    return arrays;
  }

  private static double squares(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value * value;
    }
    return sum;
  }
}
