package org.lzn.objective;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lzn.TinyImages;
import org.lzn.codec.ImageClassifier;
import org.lzn.codec.Patches;
import org.lzn.data.ImageDataset;
import org.lzn.nn.NcsnppEncoder;
import org.lzn.nn.SmallCnn;
import org.lzn.nn.SmallCnnSettings;
import org.lzn.tensor.Constants;
import org.lzn.tensor.Scope;
import org.lzn.tensor.SeededRandom;
import org.lzn.train.Trainer;
import org.lzn.train.TrainingListener;
import org.lzn.train.TrainingOptions;
import org.lzn.train.checkpoint.TrainingHistory;
import org.lzn.train.optim.Gradients;
import org.lzn.train.optim.Optimisation;
import org.lzn.train.optim.WarmUp;

class ClassificationTest {
  private static final ImageDataset TRAIN = TinyImages.bars(256, 1);
  private static final ImageDataset HELD_OUT = TinyImages.bars(64, 2);
  private static final int N = 16;

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void free() {
    manager.close();
  }

  @Test
  void equalLogitsGiveTheLogarithmOfTheNumberOfClasses() {
    for (int classes : new int[] {2, 10}) {
      assertEquals(Math.log(classes), lossOf(new float[N * classes], classes), 1e-6);
    }
  }

  /** Two classes, logits (a, 0) for every image: -log p is log(1 + exp(∓a)). */
  @Test
  void twoClassesGiveTheLogisticLoss() {
    float[] logits = new float[2 * N];
    double expected = 0;
    int[] labels = TRAIN.labels(TinyImages.first(N));
    for (int i = 0; i < N; i++) {
      logits[2 * i] = 1.5f;
      expected += Math.log1p(Math.exp(labels[i] == 0 ? -1.5 : 1.5)) / N;
    }
    assertEquals(expected, lossOf(logits, 2), 1e-6);
  }

  /** The gradient of the last bias is the mean of softmax minus one-hot. */
  @Test
  void theGradientOfTheLastBiasIsItsClosedForm() {
    try (SmallCnn network = network(0)) {
      network.set("classes.weight", manager.zeros(new Shape(2, 16)));
      network.set("classes.bias", manager.zeros(new Shape(2)));
      int ones = IntStream.of(TRAIN.labels(TinyImages.first(N))).sum();
      float[] expected = {0.5f - (N - ones) / (float) N, 0.5f - ones / (float) N};
      assertArrayEquals(expected, gradients(network, N).get("classes.bias"), 1e-6f);
    }
  }

  @Test
  void gradientsAreThoseOfTheLossInMicroBatchesAndUnderDropout() {
    try (SmallCnn network = network(0.3)) {
      Map<String, float[]> gradients = gradients(network, 5);
      double norm =
          Math.sqrt(
              gradients.values().stream()
                  .flatMapToDouble(g -> IntStream.range(0, g.length).mapToDouble(i -> g[i] * g[i]))
                  .sum());
      double h = 2e-3;
      double rise =
          shiftedLoss(network, gradients, h / norm) - shiftedLoss(network, gradients, -h / norm);
      assertEquals(norm, rise / (2 * h), 1e-2 * norm);
    }
  }

  @Test
  void microBatchesGiveTheGradientOfTheWholeBatch() {
    try (SmallCnn network = network(0)) {
      Map<String, float[]> whole = gradients(network, N);
      Map<String, float[]> parts = gradients(network, 5);
      whole.forEach((name, g) -> assertArrayEquals(g, parts.get(name), 1e-5f, name));
    }
  }

  @Test
  void learnsToTellBarsApart() {
    try (ImageClassifier classifier = ImageClassifier.of(network(0.1))) {
      TrainingOptions options =
          TinyImages.options(60)
              .withOptimisation(
                  Optimisation.of(WarmUp.over(5), 0.9).withRate(ImageClassifier.PART, 5e-3));
      TrainingHistory history;
      try (Trainer trainer = new Trainer(Objective.classification(classifier), options)) {
        history = trainer.train(TRAIN, HELD_OUT, TrainingListener.NONE);
      }
      assertTrue(history.last().heldOut() < 0.2, history.toString());
      int[] labels = HELD_OUT.labels(TinyImages.first(HELD_OUT.size()));
      int[] classes = classifier.classify(HELD_OUT);
      long right = IntStream.range(0, labels.length).filter(i -> labels[i] == classes[i]).count();
      assertTrue(right >= 60, right + " of 64");
    }
  }

  @Test
  void anEncoderWithAsManyNumbersAsClassesIsAClassifierToo() {
    NcsnppEncoder encoder = new NcsnppEncoder(TinyImages.model(0).encoder(), 2);
    encoder.initialize(manager, SeededRandom.of(1));
    try (ImageClassifier classifier = ImageClassifier.of(encoder, new Patches(1))) {
      double loss = loss(Objective.classification(classifier), N);
      assertTrue(loss > 0 && loss < 3, "loss " + loss);
    }
  }

  @Test
  void aLabelWithoutALogitIsNamed() {
    ImageClassifier one = fixed(new float[N], 1);
    String message =
        assertThrows(IllegalArgumentException.class, () -> loss(Objective.classification(one), N))
            .getMessage();
    assertEquals(
        "labels must be from 0 to 0, as many as the classifier has logits, got 1", message);
  }

  private static SmallCnn network(double dropout) {
    SmallCnnSettings settings =
        SmallCnnSettings.fashionMnist()
            .withData(TinyImages.shape(), 2)
            .withWidths(8, 16)
            .withDropout(dropout);
    SmallCnn network = new SmallCnn(settings);
    network.initialize(NDManager.newBaseManager(), SeededRandom.of(1));
    return network;
  }

  private double lossOf(float[] logits, int classes) {
    return loss(Objective.classification(fixed(logits, classes)), N);
  }

  /** A classifier whose logits are what they are, whatever the images. */
  private ImageClassifier fixed(float[] logits, int classes) {
    NDArray array = Constants.of(manager, logits, new Shape(N, classes));
    return new ImageClassifier(network(0), (images, training) -> array.duplicate());
  }

  private static double loss(Objective objective, int microBatch) {
    try (Scope scope = Scope.open();
        NDManager batchManager = NDManager.newBaseManager()) {
      Batch batch = Batch.of(batchManager, TRAIN, TinyImages.first(N));
      try (Step step = Step.evaluation(batch, SeededRandom.of(1), microBatch)) {
        return objective.value(step);
      }
    }
  }

  private static double trainingLoss(SmallCnn network, int microBatch) {
    try (Scope scope = Scope.open();
        NDManager batchManager = NDManager.newBaseManager()) {
      Batch batch = Batch.of(batchManager, TRAIN, TinyImages.first(N));
      try (Step step = Step.training(batch, SeededRandom.of(1), microBatch)) {
        double loss = Objective.classification(ImageClassifier.of(network)).value(step);
        step.finish();
        return loss;
      }
    }
  }

  private static Map<String, float[]> gradients(SmallCnn network, int microBatch) {
    for (Parameter parameter : network.trainable()) {
      parameter.getArray().setRequiresGradient(false); // forgets the gradient of before
      parameter.getArray().setRequiresGradient(true);
    }
    Gradients.clear(network.trainable().stream().map(Parameter::getArray).toList());
    trainingLoss(network, microBatch);
    Map<String, float[]> gradients = new LinkedHashMap<>();
    for (Parameter parameter : network.trainable()) {
      gradients.put(parameter.getName(), parameter.getArray().getGradient().toFloatArray());
    }
    return gradients;
  }

  /** Returns the training loss with the weights moved along a direction, and moves them back. */
  private static double shiftedLoss(SmallCnn network, Map<String, float[]> way, double length) {
    move(network, way, length);
    double loss = trainingLoss(network, 5);
    move(network, way, -length);
    return loss;
  }

  private static void move(SmallCnn network, Map<String, float[]> direction, double length) {
    try (Scope scope = Scope.open()) {
      for (Parameter parameter : network.trainable()) {
        NDArray weight = parameter.getArray();
        float[] values = direction.get(parameter.getName());
        weight.addi(Constants.of(weight.getManager(), values, weight.getShape()).muli(length));
      }
    }
  }
}
