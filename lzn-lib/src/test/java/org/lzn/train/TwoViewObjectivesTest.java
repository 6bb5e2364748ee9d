package org.lzn.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lzn.TinyImages;
import org.lzn.TinyViews;
import org.lzn.codec.RepresentationEncoder;
import org.lzn.data.ImageDataset;
import org.lzn.objective.Batch;
import org.lzn.objective.Moco;
import org.lzn.objective.Objective;
import org.lzn.objective.Step;
import org.lzn.tensor.Constants;
import org.lzn.tensor.Scope;
import org.lzn.tensor.SeededRandom;
import org.lzn.train.checkpoint.TrainingHistory;
import org.lzn.train.optim.Gradients;

/** What holds for every objective on two views. */
class TwoViewObjectivesTest {
  private static final ImageDataset TRAIN = TinyImages.bars(256, 1);
  private static final ImageDataset HELD_OUT = TinyImages.bars(64, 2);
  private static final int N = 16;

  enum Method {
    ALIGNMENT {
      @Override
      Objective objective(RepresentationEncoder encoder) {
        return Objective.alignment(encoder, TinyViews.alignment());
      }
    },
    SIMCLR {
      @Override
      Objective objective(RepresentationEncoder encoder) {
        return Objective.simClr(encoder, 0.2);
      }
    },
    MOCO {
      @Override
      Objective objective(RepresentationEncoder encoder) {
        Moco.Options options = new Moco.Options(32, 0.9, 0.2);
        return Objective.moco(encoder, TinyViews.model().encoder(5), options, 1);
      }
    };

    abstract Objective objective(RepresentationEncoder encoder);
  }

  @ParameterizedTest
  @EnumSource
  void gradientsInMicroBatchesAreThoseOfTheWholeBatch(Method method) {
    try (RepresentationEncoder encoder = TinyViews.model().encoder(1)) {
      Objective objective = method.objective(encoder);
      Map<String, float[]> whole = gradients(encoder, objective, N);
      Map<String, float[]> parts = gradients(encoder, objective, 5);
      double norm = norm(whole);
      assertTrue(norm > 1e-3, "gradient norm " + norm);
      whole.forEach(
          (name, g) -> assertArrayEquals(g, parts.get(name), (float) (1e-4 * norm), name));
    }
  }

  @ParameterizedTest
  @EnumSource
  void gradientsAreThoseOfTheLoss(Method method) {
    try (RepresentationEncoder encoder = TinyViews.model().encoder(1)) {
      Objective objective = method.objective(encoder);
      Map<String, float[]> gradients = gradients(encoder, objective, 5);
      double norm = norm(gradients);
      double h = 3e-4; // short: the path turns sharply where zones meet
      move(encoder, gradients, h / norm);
      double above = loss(objective, N);
      move(encoder, gradients, -2 * h / norm);
      double below = loss(objective, N);
      assertEquals(norm, (above - below) / (2 * h), 1e-2 * norm);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theTwoViewsOfAnImageLearnToFindEachOther(Method method) {
    try (RepresentationEncoder encoder = TinyViews.model().encoder(1);
        Trainer trainer =
            new Trainer(
                method.objective(encoder).seeing(TinyViews.view(), TinyViews.view()),
                TinyImages.options(40).withHeldOut(new TrainingOptions.HeldOut(5, 64)))) {
      TrainingHistory history = trainer.train(TRAIN, HELD_OUT, TrainingListener.NONE);
      assertTrue(history.last().train() < history.points().get(0).train(), history.toString());
      double[] rates = history.measures("alignment rate");
      assertTrue(Arrays.stream(rates).allMatch(r -> r >= 0 && r <= 1), Arrays.toString(rates));
      assertEquals(new TrainingHistory.Counts(0, 0), history.counts());
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneViewIsNotEnough(Method method) {
    try (RepresentationEncoder encoder = TinyViews.model().encoder(1);
        Trainer trainer = new Trainer(method.objective(encoder), TinyImages.options(1))) {
      IllegalArgumentException error =
          assertThrows(
              IllegalArgumentException.class,
              () -> trainer.train(TRAIN, HELD_OUT, TrainingListener.NONE));
      assertEquals(
          "the batch must have two views of each image, got 1: use seeing(view, view)",
          error.getMessage());
    }
  }

  @ParameterizedTest
  @EnumSource
  void weightsThatAreNotANumberAreCountedNotThrown(Method method) {
    try (RepresentationEncoder encoder = TinyViews.model().encoder(1);
        Trainer trainer = new Trainer(method.objective(encoder), TinyImages.options(1))) {
      encoder.network().trainable().get(0).getArray().muli(Float.NaN);
      assertTrue(Double.isNaN(trainer.step(TinyViews.batch(TRAIN, N), SeededRandom.of(1))));
    }
  }

  private static Map<String, float[]> gradients(
      RepresentationEncoder encoder, Objective objective, int microBatch) {
    for (Parameter parameter : encoder.network().trainable()) {
      parameter.getArray().setRequiresGradient(false); // forgets the gradient of before
      parameter.getArray().setRequiresGradient(true);
    }
    Gradients.clear(encoder.network().trainable().stream().map(Parameter::getArray).toList());
    loss(objective, microBatch);
    Map<String, float[]> gradients = new LinkedHashMap<>();
    for (Parameter parameter : encoder.network().trainable()) {
      gradients.put(parameter.getName(), parameter.getArray().getGradient().toFloatArray());
    }
    return gradients;
  }

  private static double loss(Objective objective, int microBatch) {
    try (Scope scope = Scope.open();
        NDManager manager = NDManager.newBaseManager()) {
      Batch batch = Batch.of(manager, TinyViews.batch(TRAIN, N));
      try (Step step = Step.training(batch, SeededRandom.of(1), microBatch)) {
        double loss = objective.value(step);
        step.finish();
        return loss;
      }
    }
  }

  private static void move(
      RepresentationEncoder encoder, Map<String, float[]> direction, double length) {
    try (Scope scope = Scope.open()) {
      for (Parameter parameter : encoder.network().trainable()) {
        NDArray weight = parameter.getArray();
        float[] values = direction.get(parameter.getName());
        weight.addi(Constants.of(weight.getManager(), values, weight.getShape()).muli(length));
      }
    }
  }

  private static double norm(Map<String, float[]> gradients) {
    DoubleStream squares =
        gradients.values().stream()
            .flatMapToDouble(g -> IntStream.range(0, g.length).mapToDouble(i -> g[i] * g[i]));
    return Math.sqrt(squares.sum());
  }
}
