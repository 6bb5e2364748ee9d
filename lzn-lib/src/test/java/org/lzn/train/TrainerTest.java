package org.lzn.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lzn.TinyImages;
import org.lzn.codec.ImageCodec;
import org.lzn.codec.ImageEncoder;
import org.lzn.data.ImageDataset;
import org.lzn.data.LoadedBatch;
import org.lzn.latent.Latents;
import org.lzn.nn.Network;
import org.lzn.objective.Batch;
import org.lzn.objective.Objective;
import org.lzn.objective.Step;
import org.lzn.tensor.Constants;
import org.lzn.tensor.HostTransfers;
import org.lzn.tensor.Scope;
import org.lzn.tensor.SeededRandom;
import org.lzn.train.checkpoint.TrainingHistory;
import org.lzn.train.optim.Optimisation;
import org.lzn.train.optim.WarmUp;

class TrainerTest {
  private static final ImageDataset TRAIN = TinyImages.bars(256, 1);
  private static final ImageDataset HELD_OUT = TinyImages.bars(64, 2);

  @Test
  void lossFallsWithAndWithoutLatentsAndLowerWithThem() {
    TrainingOptions options =
        TinyImages.options(80).withHeldOut(new TrainingOptions.HeldOut(20, 64));
    TrainingHistory rf = train(TinyImages.model(0).withoutLatents(1), options);
    TrainingHistory lzn = train(TinyImages.model(0).withLatents(1), options);
    assertTrue(rf.last().heldOut() < 0.6 * rf.points().get(0).heldOut(), rf.toString());
    assertTrue(lzn.last().heldOut() < rf.last().heldOut(), lzn + " against " + rf);
    assertEquals(new TrainingHistory.Counts(0, 0), lzn.counts());
  }

  @Test
  void twoRunsOfOneSeedAreEqualBitForBitAndAnotherSeedIsNot() {
    Map<String, float[]> first = weightsAfter(5, 1, Objective::flowMatching);
    assertSame(first, weightsAfter(5, 1, Objective::flowMatching));
    String name = "decoder.all_modules.2.weight";
    assertFalse(
        Arrays.equals(first.get(name), weightsAfter(5, 2, Objective::flowMatching).get(name)));
  }

  @Test
  void fewerHeldOutImagesThanABatchAreFollowedAsOne() {
    TrainingOptions options = TinyImages.options(1).withHeldOut(new TrainingOptions.HeldOut(1, 5));
    try (ImageCodec images = TinyImages.model(0).withoutLatents(1);
        Trainer trainer = new Trainer(Objective.flowMatching(images), options)) {
      double loss = trainer.train(TRAIN, TRAIN, TrainingListener.NONE).last().heldOut();
      assertTrue(Double.isFinite(loss) && loss > 0, "loss " + loss);
    }
  }

  @Test
  void theNumberOfHeldOutImagesIsThatOfWholeBatches() {
    TrainingOptions options =
        TinyImages.options(1).withHeldOut(new TrainingOptions.HeldOut(1, 999_999_999));
    assertEquals(64, options.heldOutImages(64));
    assertEquals(9984, options.withBatch(128).heldOutImages(10_000));
    assertEquals(48, options.heldOutImages(63));
    assertEquals(7, options.heldOutImages(7));
    assertEquals(5, options.withHeldOut(new TrainingOptions.HeldOut(1, 5)).heldOutImages(64));
  }

  /** On a GPU every transfer waits for the device: their number must not grow unseen. */
  @Test
  void theTransfersOfAStepAreKnown() {
    try (ImageCodec images = TinyImages.model(0).withLatents(1);
        Trainer trainer = new Trainer(Objective.flowMatching(images), TinyImages.options(2))) {
      trainer.step(TinyImages.batch(TRAIN, 16), SeededRandom.of(1));
      LoadedBatch batch = TinyImages.batch(TRAIN, 16);
      HostTransfers.Count before = HostTransfers.count();
      trainer.step(batch, SeededRandom.of(1).at(1));
      assertEquals(new HostTransfers.Count(7, 5), HostTransfers.count().since(before));
    }
  }

  @Test
  void trainsOnAThreadOfItsOwn() {
    Map<String, float[]> here = weightsAfter(3, 1, Objective::flowMatching);
    assertSame(
        here,
        CompletableFuture.supplyAsync(() -> weightsAfter(3, 1, Objective::flowMatching)).join());
  }

  /** See {@link org.lzn.tensor.Constants}: a number under the gradient would fail here at once. */
  @Test
  void aGarbageCollectionInTheMiddleOfEveryStepChangesNothing() {
    Map<String, float[]> calm = weightsAfter(30, 1, images -> new Interrupted(images, () -> {}));
    assertSame(calm, weightsAfter(30, 1, images -> new Interrupted(images, System::gc)));
  }

  @Test
  void microBatchesGiveTheGradientOfTheWholeBatch() {
    Map<String, float[]> whole = gradients(16, 0);
    Map<String, float[]> parts = gradients(5, 0);
    whole.forEach((name, expected) -> assertClose(name, expected, parts.get(name)));
  }

  /** Both passes over a micro-batch must drop the same units for this to hold. */
  @Test
  void microBatchedGradientsAreThoseOfTheLossUnderDropout() {
    try (ImageCodec images = TinyImages.model(0.3).withLatents(1)) {
      Map<String, float[]> gradients = gradients(images, 5);
      double norm =
          Math.sqrt(
              gradients.values().stream()
                  .flatMapToDouble(g -> IntStream.range(0, g.length).mapToDouble(i -> g[i] * g[i]))
                  .sum());
      double h = 2e-3;
      double rise =
          shiftedLoss(images, gradients, h / norm) - shiftedLoss(images, gradients, -h / norm);
      assertEquals(norm, rise / (2 * h), 1e-2 * norm);
    }
  }

  @Test
  void aStepThatIsNotFiniteChangesNothingAndIsCounted() {
    try (ImageCodec images = TinyImages.model(0).withLatents(1)) {
      Objective spoiled =
          new Wrapped(Objective.flowMatching(images)) {
            @Override
            public double value(Step step) {
              double loss = super.value(step);
              return step.training() && step.draws().step() == 1 ? Double.NaN : loss;
            }
          };
      try (Trainer trainer = new Trainer(spoiled, TinyImages.options(3))) {
        trainer.step(TinyImages.batch(TRAIN, 16), SeededRandom.of(1));
        Map<String, float[]> before = weights(images);
        trainer.step(TinyImages.batch(TRAIN, 16), SeededRandom.of(1).at(1));
        assertSame(before, weights(images));
      }
      TrainingHistory history;
      try (Trainer trainer = new Trainer(spoiled, TinyImages.options(3))) {
        history = trainer.train(TRAIN, HELD_OUT, TrainingListener.NONE);
      }
      assertEquals(1, history.counts().nonFinite());
    }
  }

  @Test
  void weightsThatAreNotANumberAreCountedNotThrown() {
    try (ImageCodec images = TinyImages.model(0).withLatents(1);
        Trainer trainer = new Trainer(Objective.flowMatching(images), TinyImages.options(1))) {
      Parameter first = images.encoder().orElseThrow().network().trainable().get(0);
      first.getArray().muli(Float.NaN);
      assertTrue(Double.isNaN(trainer.step(TinyImages.batch(TRAIN, 16), SeededRandom.of(1))));
    }
  }

  @Test
  void anUnknownPartIsNamed() {
    try (ImageCodec images = TinyImages.model(0).withoutLatents(1)) {
      TrainingOptions options =
          TinyImages.options(1)
              .withOptimisation(Optimisation.of(WarmUp.over(1), 0).withRate("x", 1));
      try (Trainer trainer = new Trainer(Objective.flowMatching(images), options)) {
        IllegalArgumentException error =
            assertThrows(
                IllegalArgumentException.class,
                () -> trainer.step(TinyImages.batch(TRAIN, 16), SeededRandom.of(1)));
        assertEquals("no learning rate for part \"decoder\", only for [x]", error.getMessage());
      }
    }
  }

  private static TrainingHistory train(ImageCodec images, TrainingOptions options) {
    try (images;
        Trainer trainer = new Trainer(Objective.flowMatching(images), options)) {
      return trainer.train(TRAIN, HELD_OUT, TrainingListener.NONE);
    }
  }

  private static Map<String, float[]> weightsAfter(
      int steps, long seed, Function<ImageCodec, Objective> loss) {
    try (ImageCodec images = TinyImages.model(0.1).withLatents(seed)) {
      try (Trainer trainer =
          new Trainer(loss.apply(images), TinyImages.options(steps).withSeed(seed))) {
        trainer.train(TRAIN, HELD_OUT, TrainingListener.NONE);
      }
      return weights(images);
    }
  }

  private static Map<String, float[]> gradients(int microBatch, double dropout) {
    try (ImageCodec images = TinyImages.model(dropout).withLatents(1)) {
      return gradients(images, microBatch);
    }
  }

  private static Map<String, float[]> gradients(ImageCodec images, int microBatch) {
    Map<String, float[]> gradients = new LinkedHashMap<>();
    forEach(images, (name, weight) -> weight.setRequiresGradient(true));
    loss(images, microBatch);
    forEach(images, (name, weight) -> gradients.put(name, weight.getGradient().toFloatArray()));
    return gradients;
  }

  /** Returns the training loss with the weights moved along a direction, and moves them back. */
  private static double shiftedLoss(
      ImageCodec images, Map<String, float[]> direction, double length) {
    move(images, direction, length);
    double loss = loss(images, 5);
    move(images, direction, -length);
    return loss;
  }

  private static void move(ImageCodec images, Map<String, float[]> direction, double length) {
    try (Scope scope = Scope.open()) {
      forEach(
          images,
          (name, weight) -> {
            NDManager manager = weight.getManager();
            NDArray d = Constants.of(manager, direction.get(name), weight.getShape());
            weight.addi(d.muli(length));
          });
    }
  }

  private static double loss(ImageCodec images, int microBatch) {
    try (Scope scope = Scope.open();
        NDManager manager = NDManager.newBaseManager()) {
      Batch batch = Batch.of(manager, TRAIN, TinyImages.first(16));
      try (Step step = Step.training(batch, SeededRandom.of(1), microBatch)) {
        double loss = Objective.flowMatching(images).value(step);
        step.finish();
        return loss;
      }
    }
  }

  private static Map<String, float[]> weights(ImageCodec images) {
    Map<String, float[]> weights = new LinkedHashMap<>();
    forEach(images, (name, array) -> weights.put(name, array.toFloatArray()));
    return weights;
  }

  private static void forEach(ImageCodec images, BiConsumer<String, NDArray> action) {
    for (Map.Entry<String, Network> part : images.parts().entrySet()) {
      for (Parameter parameter : part.getValue().trainable()) {
        action.accept(part.getKey() + "." + parameter.getName(), parameter.getArray());
      }
    }
  }

  private static void assertSame(Map<String, float[]> expected, Map<String, float[]> actual) {
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach((name, values) -> assertArrayEquals(values, actual.get(name), name));
  }

  private static void assertClose(String name, float[] expected, float[] actual) {
    double largest = 1;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertArrayEquals(expected, actual, (float) (1e-5 * largest), name);
  }

  private static class Wrapped implements Objective {
    private final Objective inner;

    Wrapped(Objective inner) {
      this.inner = inner;
    }

    @Override
    public Map<String, Network> parts() {
      return inner.parts();
    }

    @Override
    public double value(Step step) {
      return inner.value(step);
    }
  }

  /** Flow matching as anybody may write it, with something between each forward and backward. */
  private record Interrupted(ImageCodec images, Runnable between) implements Objective {
    @Override
    public Map<String, Network> parts() {
      return images.parts();
    }

    @Override
    public double value(Step step) {
      ImageEncoder encoder = images.encoder().orElseThrow();
      Latents latents = step.latents(encoder).orElseThrow();
      NDArray leaf = latents.points().duplicate();
      leaf.setRequiresGradient(step.training());
      NDArray x = step.images();
      NDArray t = step.draws().uniform(step.manager(), "t", 0, 1, new Shape(x.getShape().get(0)));
      double loss =
          step.ofSlices(
              slice -> {
                NDArray error =
                    images.decoder().velocity(slice.of(x), slice.of(t), slice.of(leaf), true);
                NDArray mean = Constants.scale(error.mul(error), 0.5).mean();
                between.run();
                return mean;
              });
      if (step.training()) {
        step.addGradient(encoder, latents.gradient(leaf.getGradient()));
      }
      return loss;
    }
  }
}
