package org.lzn.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lzn.TinyImages;
import org.lzn.TinyViews;
import org.lzn.codec.FlowImageDecoder;
import org.lzn.codec.ImageCodec;
import org.lzn.codec.ImageEncoder;
import org.lzn.codec.LabelCodec;
import org.lzn.codec.RepresentationEncoder;
import org.lzn.data.ImageDataset;
import org.lzn.data.LoadedBatch;
import org.lzn.file.BadFileException;
import org.lzn.flow.Euler;
import org.lzn.flow.LinearPath;
import org.lzn.latent.Alignment;
import org.lzn.latent.Anchors;
import org.lzn.latent.LatentComputation;
import org.lzn.latent.LatentSpace;
import org.lzn.nn.Network;
import org.lzn.objective.Batch;
import org.lzn.objective.LabelAlignment;
import org.lzn.objective.Objective;
import org.lzn.objective.Step;
import org.lzn.plot.ImageBatch;
import org.lzn.tensor.Constants;
import org.lzn.tensor.Devices;
import org.lzn.tensor.HostTransfers;
import org.lzn.tensor.Scope;
import org.lzn.tensor.SeededRandom;
import org.lzn.train.checkpoint.Checkpoints;
import org.lzn.train.optim.Gradients;

/** More images than are learnt from share the space: {@link TrainingOptions#anchors}. */
class CompanyTest {
  private static final ImageDataset TRAIN = TinyImages.bars(100, 1);
  private static final ImageDataset HELD_OUT = TinyImages.bars(64, 2);
  private static final int LEARNT = 16;
  private static final int ALL = 40;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {16, 5})
  void asManyAnchorsAsImagesAreTheBatchAloneBitForBit(int microBatch) {
    TrainingOptions options = TinyImages.options(3).withMicroBatch(microBatch);
    Map<String, float[]> alone = trained(options, Optional.empty());
    assertSame(alone, trained(options.withAnchors(LEARNT), Optional.empty()));
    Map<String, float[]> others = trained(options.withAnchors(ALL), Optional.empty());
    String name = "encoder.all_modules.0.weight";
    assertFalse(Arrays.equals(alone.get(name), others.get(name)));
  }

  @Test
  void goesOnFromItsCheckpointsAndFromThoseOfNoOther() {
    TrainingOptions options = TinyImages.options(4).withAnchors(ALL);
    Map<String, float[]> calm = trained(options, Optional.empty());
    Checkpoints checkpoints = Checkpoints.in(folder.resolve("many")).withEvery(2);
    trained(options.withSteps(2), Optional.of(checkpoints));
    assertSame(calm, trained(options, Optional.of(checkpoints)));
    TrainingOptions alone = options.withAnchors(LEARNT);
    String message =
        assertThrows(BadFileException.class, () -> trained(alone, Optional.of(checkpoints)))
            .getMessage();
    assertTrue(message.contains("training.anchors is 40, not null"), message);

    Checkpoints without = Checkpoints.in(folder.resolve("alone")).withEvery(2);
    trained(options.withAnchors(0).withSteps(2), Optional.of(without));
    trained(alone, Optional.of(without)); // 0 and the batch are the same
  }

  /** After a few steps, since at first the decoder does not heed the latents. */
  @Test
  void theGradientIsThatOfTheLossWithTheCompanyHeldStill() {
    try (ImageCodec images = TinyImages.model(0).withLatents(1)) {
      Objective objective = Objective.flowMatching(images);
      try (Trainer trainer = new Trainer(objective, TinyImages.options(20))) {
        for (int k = 0; k < 20; k++) {
          trainer.step(TinyImages.batch(TRAIN, LEARNT), SeededRandom.of(1).at(k));
        }
      }
      float[] company = companyAnchors(images);
      assertEquals(lossByHand(images, company), loss(objective, 5), 1e-6);
      Map<String, float[]> gradient = gradient(objective, 16);
      for (String part : List.of("encoder", "decoder")) {
        Map<String, float[]> direction = new LinkedHashMap<>(gradient);
        direction.keySet().removeIf(name -> !name.startsWith(part));
        double norm = norm(direction);
        assertTrue(norm > 0.01, part + " has a gradient of length " + norm);
        double h = 2e-3;
        move(images, direction, h / norm);
        double up = lossByHand(images, company);
        move(images, direction, -2 * h / norm);
        double down = lossByHand(images, company);
        move(images, direction, h / norm);
        assertEquals(norm, (up - down) / (2 * h), 2e-2 * norm, part);
      }
    }
  }

  /** Among so many bars some anchors nearly coincide, so that their last bits show. */
  @Test
  void microBatchesGiveTheGradientOfTheWholeBatch() {
    try (ImageCodec images = TinyImages.model(0).withLatents(1, 2);
        LabelCodec labels = LabelCodec.of(2, LatentSpace.gaussian(8), fewSteps(), 1)) {
      Objective joint =
          Objective.flowMatching(images, labels).plus(Objective.alignment(labels, images));
      Map<String, float[]> whole = gradient(joint, 16);
      Map<String, float[]> parts = gradient(joint, 5);
      whole.forEach(
          (name, expected) -> {
            double largest = Math.max(1, norm(Map.of(name, expected)));
            assertArrayEquals(expected, parts.get(name), (float) (2e-4 * largest), name);
          });
    }
  }

  /** Each latent of the batch flows among the zones of all, and has its own to find. */
  @Test
  void twoViewsAreAlignedAmongAllAnchors() {
    try (RepresentationEncoder encoder = TinyViews.model().encoder(1);
        Scope scope = Scope.open();
        NDManager manager = Devices.newManager()) {
      LoadedBatch loaded = TinyViews.batch(TRAIN, ALL);
      Objective objective = Objective.alignment(encoder, TinyViews.alignment());
      double loss;
      try (Step step = step(Batch.of(manager, loaded), 16)) {
        loss = objective.value(step);
      }
      Anchors first =
          Anchors.of(encoder.anchors(loaded.views().get(0).array(manager, 0, ALL), true));
      Anchors second =
          Anchors.of(encoder.anchors(loaded.views().get(1).array(manager, 0, ALL), true));
      NDArray noise = SeededRandom.of(1).normal(manager, "zone noise", new Shape(LEARNT, 8));
      NDArray latents = encoder.zones().of(first, noise).points();
      int[] own = TinyImages.first(LEARNT);
      try (Alignment aligned = TinyViews.alignment().of(latents, second, own)) {
        assertEquals(aligned.loss(), loss, 1e-4);
      }
    }
  }

  /** The zones of the classes must hold those of all images that share the space. */
  @Test
  void aClassWeighsAsMuchAsAllAnchorsHaveIt() {
    try (ImageCodec images = TinyImages.model(0).withLatents(1, 2);
        LabelCodec labels = LabelCodec.of(2, LatentSpace.gaussian(8), 1);
        Scope scope = Scope.open();
        NDManager manager = Devices.newManager()) {
      LabelAlignment objective = Objective.alignment(labels, images);
      ImageEncoder encoder = images.encoder().orElseThrow();
      Batch batch = batch(manager);
      try (Step step = step(batch, 16)) {
        double loss = objective.value(step);
        NDArray latents = step.latents(encoder).orElseThrow().points();
        assertEquals(new Shape(LEARNT, 8), latents.getShape());
        Anchors classes = labels.anchors().weightedBy(batch.labels());
        int[] own = Arrays.copyOf(batch.labels(), LEARNT);
        try (Alignment aligned = objective.settings().of(latents, classes, own)) {
          assertEquals(aligned.loss(), loss, 1e-9);
        }
      }
    }
  }

  @Test
  void theHeldOutLossIsTakenInTheCompanyOfTheTraining() {
    TrainingOptions options = TinyImages.options(1);
    double alone = heldOut(options);
    assertNotEquals(alone, heldOut(options.withAnchors(ALL)));
    TrainingOptions few = options.withHeldOut(new TrainingOptions.HeldOut(1, 5));
    assertTrue(Double.isFinite(heldOut(few.withAnchors(100))));
  }

  @Test
  void fewerAnchorsThanTheBatchAndMoreThanTheImagesAreRefused() {
    TrainingOptions options = TinyImages.options(1);
    for (int wrong : new int[] {15, 1, -1}) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> options.withAnchors(wrong))
              .getMessage();
      assertTrue(message.startsWith("anchors must be 0") && message.contains("16"), message);
    }
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> trained(options.withAnchors(101), Optional.empty()))
            .getMessage();
    assertTrue(message.contains("must be 0 to 84, the others in bars, got 85"), message);
  }

  /** Near t = 1, where many steps lead, the last bits of an anchor show even more. */
  private static LatentComputation fewSteps() {
    return LatentComputation.with(Euler.steps(5)).withNoiseLevel(1e-4);
  }

  private static double heldOut(TrainingOptions options) {
    try (ImageCodec images = TinyImages.model(0).withLatents(1);
        Trainer trainer = new Trainer(Objective.flowMatching(images), options)) {
      return trainer.train(TRAIN, HELD_OUT, TrainingListener.NONE).last().heldOut();
    }
  }

  private static Map<String, float[]> trained(
      TrainingOptions options, Optional<Checkpoints> checkpoints) {
    try (ImageCodec images = TinyImages.model(0.1).withLatents(1)) {
      Objective objective = Objective.flowMatching(images);
      try (Trainer trainer = new Trainer(objective, options, checkpoints)) {
        trainer.train(TRAIN, HELD_OUT, TrainingListener.NONE);
      }
      Map<String, float[]> weights = new LinkedHashMap<>();
      arrays(objective).forEach((name, array) -> weights.put(name, array.toFloatArray()));
      return weights;
    }
  }

  private static Batch batch(NDManager manager) {
    return Batch.of(manager, TRAIN, TinyImages.first(ALL)).learning(LEARNT);
  }

  private static Step step(Batch batch, int microBatch) {
    return Step.training(batch.learning(LEARNT), SeededRandom.of(1), microBatch);
  }

  private static double loss(Objective objective, int microBatch) {
    try (Scope scope = Scope.open();
        NDManager manager = Devices.newManager();
        Step step = step(batch(manager), microBatch)) {
      double loss = objective.value(step);
      step.finish();
      return loss;
    }
  }

  private static float[] companyAnchors(ImageCodec images) {
    try (Scope scope = Scope.open();
        NDManager manager = Devices.newManager()) {
      NDArray x = ImageBatch.range(TRAIN, LEARNT, ALL).array(manager);
      return HostTransfers.floats(images.encoder().orElseThrow().anchors(x, true));
    }
  }

  /** The loss of flow matching of the first images, with the others' anchors given. */
  private static double lossByHand(ImageCodec images, float[] company) {
    try (Scope scope = Scope.open();
        NDManager manager = Devices.newManager()) {
      ImageEncoder encoder = images.encoder().orElseThrow();
      SeededRandom draws = SeededRandom.of(1);
      NDArray x1 = ImageBatch.range(TRAIN, 0, LEARNT).array(manager);
      NDArray others = Constants.of(manager, company, new Shape(ALL - LEARNT, 8));
      Anchors anchors = Anchors.of(encoder.anchors(x1, true).concat(others));
      NDArray noise = draws.normal(manager, "zone noise", new Shape(LEARNT, 8));
      NDArray z = encoder.zones().of(anchors, noise).points();
      NDArray x0 = draws.normal(manager, "flow noise", x1.getShape());
      Shape n = new Shape(LEARNT);
      NDArray t = draws.uniform(manager, "flow time", FlowImageDecoder.START, 1, n);
      LinearPath path = LinearPath.between(x0, x1);
      NDArray error = images.decoder().velocity(path.at(t), t, z, true).sub(path.velocity());
      return HostTransfers.number(error.square().mean());
    }
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

  private static void move(ImageCodec images, Map<String, float[]> direction, double length) {
    try (Scope scope = Scope.open()) {
      arrays(Objective.flowMatching(images))
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

  private static Map<String, NDArray> arrays(Objective objective) {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    for (Map.Entry<String, Network> part : objective.parts().entrySet()) {
      for (Parameter parameter : part.getValue().trainable()) {
        arrays.put(part.getKey() + "." + parameter.getName(), parameter.getArray());
      }
    }
    return arrays;
  }

  private static double norm(Map<String, float[]> values) {
    double sum = 0;
    for (float[] part : values.values()) {
      for (float value : part) {
        sum += value * value;
      }
    }
    return Math.sqrt(sum);
  }

  private static void assertSame(Map<String, float[]> expected, Map<String, float[]> actual) {
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach((name, values) -> assertArrayEquals(values, actual.get(name), name));
  }
}
