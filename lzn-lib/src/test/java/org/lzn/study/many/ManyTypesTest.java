package org.lzn.study.many;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lzn.study.many.TinyManyTypes.TEST;
import static org.lzn.study.many.TinyManyTypes.TRAIN;
import static org.lzn.study.many.TinyManyTypes.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lzn.data.DataSource;
import org.lzn.nn.Network;
import org.lzn.objective.Batch;
import org.lzn.objective.Objective;
import org.lzn.objective.Step;
import org.lzn.run.RunScore;
import org.lzn.run.Scale;
import org.lzn.run.TrainingRun;
import org.lzn.task.LatentNetwork;
import org.lzn.tensor.Devices;
import org.lzn.tensor.Scope;
import org.lzn.tensor.SeededRandom;

/** The objective of case study 4, and trainings of a few steps. */
class ManyTypesTest {
  private static double loss(Objective objective, boolean training) {
    try (Scope scope = Scope.open();
        NDManager manager = Devices.newManager()) {
      // ten are learnt from, two more share the space
      Batch batch = Batch.of(manager, TRAIN, IntStream.range(6, 18).toArray()).learning(10);
      SeededRandom draws = SeededRandom.of(1);
      try (Step step =
          training ? Step.training(batch, draws, 12) : Step.evaluation(batch, draws, 12)) {
        double loss = objective.value(step);
        step.finish();
        return loss;
      }
    }
  }

  /** The analytic gradient of the whole step against the difference quotient, type by type. */
  @Test
  void theGradientIsThatOfTheLoss() {
    try (ManyTypesRecipe.Model model =
        model("objective.weights.partners=4", "objective.weights.classes=3")) {
      Objective objective = model.objective();
      for (Network network : objective.parts().values()) {
        network.trainable().forEach(p -> p.getArray().setRequiresGradient(true));
      }
      loss(objective, true);
      Map<String, NDArray> gradients = new LinkedHashMap<>();
      objective.parts().forEach((n, p) -> gradients.put(n, last(p).getGradient().duplicate()));
      gradients.forEach((n, g) -> assertSlope(objective, n, last(objective.parts().get(n)), g));
    }
  }

  private static NDArray last(Network network) {
    List<Parameter> weights = network.trainable();
    return weights.get(weights.size() - 1).getArray();
  }

  /** Moves the weights along their own gradient: the loss must rise by its squared length. */
  private static void assertSlope(
      Objective objective, String part, NDArray weights, NDArray gradient) {
    double square = gradient.square().sum().getFloat();
    assertTrue(square > 0, part);
    double size = 2e-3 / Math.sqrt(square);
    double up = moved(objective, weights, gradient, size);
    double down = moved(objective, weights, gradient, -size);
    assertEquals(Math.sqrt(square), (up - down) / 4e-3, 0.02 * Math.sqrt(square) + 2e-3, part);
  }

  private static double moved(Objective objective, NDArray weights, NDArray gradient, double size) {
    NDArray before = weights.duplicate();
    set(weights, before.add(gradient.mul(size)));
    double loss = loss(objective, true);
    set(weights, before);
    return loss;
  }

  private static void set(NDArray weights, NDArray values) {
    weights.setRequiresGradient(false);
    weights.set(new NDIndex("..."), values);
    weights.setRequiresGradient(true);
  }

  @Test
  void aMissingCaptionTakesNoPart() {
    try (ManyTypesRecipe.Model whole = model();
        ManyTypesRecipe.Model half = model("objective.missing=0.5")) {
      assertTrue(loss(half.objective(), false) != loss(whole.objective(), false));
      TrainingRun run = half.experiment("half").fit(half.objective(), TRAIN, TEST);
      assertTrue(Double.isFinite(run.history().last().heldOut()));
    }
  }

  @Test
  void aMissingCaptionIsNoResident() {
    try (ManyTypesRecipe.Model half = model("objective.missing=0.5")) {
      int[] concepts = IntStream.range(0, 40).toArray();
      LatentNetwork network = half.network(concepts);
      int dimension = network.dimension();
      assertEquals(40, network.residents().get(network.type("noto")).length / dimension);
      int captions = network.residents().get(network.type("en")).length / dimension;
      assertTrue(5 < captions && captions < 35, captions + " captions are residents");
    }
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> model("objective.missing=1"));
    assertTrue(error.getMessage().contains("from 0 to less than 1, got 1.0"), error.getMessage());
  }

  /** With nearly all captions gone some batches have none, and some pairs of types no concept. */
  @Test
  void aBatchWithoutCaptionsIsLearntFrom() {
    try (ManyTypesRecipe.Model few = model("objective.missing=0.97")) {
      assertTrue(Double.isFinite(loss(few.objective(), true)));
      TrainingRun run = few.experiment("few").fit(few.objective(), TRAIN, TEST);
      assertTrue(Double.isFinite(run.history().last().heldOut()));
    }
  }

  /** Once all encoders rest, only decoders learn. */
  @Test
  void decodersGoOnLearningWhereEncodersRest() {
    Map<String, float[]> none = weightsAfter(1, 1, 1e-9); // as good as untrained
    Map<String, float[]> one = weightsAfter(1, 1, 1e-2);
    Map<String, float[]> three = weightsAfter(3, 1, 1e-2);
    one.forEach(
        (part, then) -> {
          boolean learnt = farthest(then, none.get(part)) > 1e-5;
          assertTrue(learnt || part.endsWith("decoder"), part + " has not learnt");
          assertEquals(!decodes(part), Arrays.equals(then, three.get(part)), part);
        });
  }

  private static double farthest(float[] a, float[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> Math.abs(a[i] - b[i])).max().orElseThrow();
  }

  private static boolean decodes(String part) {
    return part.endsWith("decoder") || part.endsWith("sketch");
  }

  /** Returns the last weights of each part, of which encoders learn for some steps only. */
  private static Map<String, float[]> weightsAfter(int steps, int encoderSteps, double rate) {
    List<String> changes = new ArrayList<>(List.of("training.steps=" + steps));
    changes.add("training.optimisation.warmUp.updates=0");
    for (String part : parts()) {
      changes.add("training.optimisation.rates." + part + "=" + rate);
      if (!decodes(part)) {
        changes.add("training.optimisation.stops." + part + "=" + encoderSteps);
      }
    }
    try (ManyTypesRecipe.Model model = model(changes.toArray(String[]::new))) {
      model.experiment("rest").fit(model.objective(), TRAIN, TEST);
      Map<String, float[]> weights = new LinkedHashMap<>();
      model.parts().forEach((name, part) -> weights.put(name, last(part).toFloatArray()));
      return weights;
    }
  }

  private static Set<String> parts() {
    try (ManyTypesRecipe.Model model = model()) {
      return model.objective().parts().keySet();
    }
  }

  @Test
  void trainsAndScoresEveryCell() {
    try (ManyTypesRecipe.Model model = model()) {
      model.experiment("tiny").fit(model.objective(), TRAIN, TEST);
      List<RunScore> scores = model.scores(TRAIN, TEST);
      assertEquals(8 * (3 * 6 + 2 * 5 + 3) + (5 * 4 + 3) + 3 * 4 + (1 + 5 * 4), scores.size());
      assertEquals(TEST.size(), scores.get(0).basis().samples());
    }
  }

  @Test
  void otherDataIsRefused() {
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new ManyTypesRecipe()
                    .prepare(Scale.SMOKE, DataSource.parse("fashion-mnist"), List.of(), 1));
    assertEquals("many-types learns from emoji-people, got fashion-mnist", error.getMessage());
  }

  @Test
  void equalSeedsGiveEqualRuns() {
    float[] first = trained();
    assertArrayEquals(first, trained());
    assertTrue(first.length > 0);
  }

  private static float[] trained() {
    try (ManyTypesRecipe.Model model = model()) {
      model.experiment("tiny").fit(model.objective(), TRAIN, TEST);
      Network encoder = model.objective().parts().get("en encoder");
      return encoder.trainable().get(0).getArray().toFloatArray();
    }
  }
}
