package org.lzn.study.many;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.lzn.codec.ClassZone;
import org.lzn.codec.Column;
import org.lzn.codec.LabelType;
import org.lzn.codec.TextType;
import org.lzn.data.DataSource;
import org.lzn.data.EmojiPeopleSet;
import org.lzn.data.ImageDataset;
import org.lzn.nn.Network;
import org.lzn.objective.Batch;
import org.lzn.objective.Objective;
import org.lzn.objective.Step;
import org.lzn.run.RunScore;
import org.lzn.run.Scale;
import org.lzn.run.TrainingRun;
import org.lzn.task.LatentNetwork;
import org.lzn.task.Meet;
import org.lzn.task.Move;
import org.lzn.tensor.Devices;
import org.lzn.tensor.Scope;
import org.lzn.tensor.SeededRandom;

/** Case study 4 with the smallest of networks. */
class ManyTypesTest {
  private static final DataSource DATA = DataSource.of(new EmojiPeopleSet());
  private static final ImageDataset TRAIN = DATA.train(32).take(24);
  private static final ImageDataset TEST = DATA.test(32).take(6);
  private static final List<String> TINY =
      List.of(
          "training.steps=2",
          "training.batch=12",
          "training.heldOut.every=2",
          "training.heldOut.images=6",
          "model.space.dimension=6",
          "model.pictures.patches.size=8",
          "model.pictures.encoder.local=3",
          "model.pictures.encoder.units=4",
          "model.pictures.decoder.levels.channels=4",
          "model.pictures.decoder.blocks.outputScale=1.0",
          "model.pictures.sketch.groups=2",
          "model.pictures.sketch.prototypes=3",
          "model.pictures.sketch.channels=2",
          "model.pictures.sketch.width=4",
          "model.pictures.solver.steps=2",
          "model.texts.width=6",
          "model.texts.units=5");

  private static final ManyTypesRecipe.Model MODEL = model();

  private static ManyTypesRecipe.Model model(String... more) {
    List<String> changes = new ArrayList<>(TINY);
    changes.addAll(List.of(more));
    return (ManyTypesRecipe.Model) new ManyTypesRecipe().prepare(Scale.SMOKE, DATA, changes, 1);
  }

  @AfterAll
  static void close() {
    MODEL.close();
  }

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
          boolean learnt = Math.abs(then[0] - none.get(part)[0]) > 1e-5;
          assertTrue(learnt || part.endsWith("decoder"), part + " has not learnt");
          assertEquals(!decodes(part), Arrays.equals(then, three.get(part)), part);
        });
  }

  private static boolean decodes(String part) {
    return part.endsWith("decoder") || part.endsWith("sketch");
  }

  /** Returns the last weights of each part, of which encoders learn for some steps only. */
  private static Map<String, float[]> weightsAfter(int steps, int encoderSteps, double rate) {
    List<String> changes = new ArrayList<>(List.of("training.steps=" + steps));
    changes.add("training.optimisation.warmUp.updates=0");
    for (String part : MODEL.objective().parts().keySet()) {
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
  void aSamplesLatentDoesNotDependOnItsCompany() {
    LatentNetwork network = MODEL.network(TRAIN.labels(IntStream.range(0, 24).toArray()));
    TextType english = (TextType) MODEL.columns().get(3).type();
    List<String> texts = List.of("woman astronaut: dark skin tone", "man: light skin tone");
    float[][] together = network.from(english).latents(texts, 0, 1);
    float[][] alone = network.from(english).latents(texts.subList(0, 1), 0, 1);
    assertArrayEquals(
        alone[0], together[0], 1e-4f); // as the golden cases for float32: other batches
  }

  @Test
  void aLabelsLatentIsDecodedToTheLabel() {
    LatentNetwork network = MODEL.network(TRAIN.labels(IntStream.range(0, 24).toArray()));
    LabelType tone = (LabelType) MODEL.columns().get(7).type();
    int[] labels = {0, 1, 2, 3, 4, 5};
    assertArrayEquals(labels, network.from(tone).to(tone).of(labels));
  }

  @Test
  void whereZonesMeetAllAgree() {
    LatentNetwork network = MODEL.network(TRAIN.labels(IntStream.range(0, 24).toArray()));
    LabelType gender = network.labels("gender");
    LabelType tone = network.labels("tone");
    String woman = gender.classNames().get(0);
    List<ClassZone> zones = List.of(gender.zone(woman), tone.zone(tone.classNames().get(2)));
    float[][] points = new Meet(network, zones).points(7, 1);
    assertEquals(7, points.length);
    for (int i = 0; i < 7; i++) {
      assertEquals(0, network.decode(gender, points, 1)[i]);
      assertEquals(2, network.decode(tone, points, 1)[i]);
    }
  }

  @Test
  void zonesThatNeverMeetAreRefused() {
    LatentNetwork network = MODEL.network(TRAIN.labels(IntStream.range(0, 24).toArray()));
    LabelType tone = network.labels("tone");
    List<ClassZone> zones = List.of(new ClassZone(tone, 1), new ClassZone(tone, 2));
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> new Meet(network, zones).points(1, 1));
    assertTrue(error.getMessage().contains("meet in too small a part of the space: 0 of"));
  }

  /** There and back is where it was; and a class's own zone is left as it is. */
  @Test
  void aMovedLatentKeepsItsPlace() {
    LatentNetwork network = MODEL.network(TRAIN.labels(IntStream.range(0, 24).toArray()));
    LabelType tone = network.labels("tone");
    float[][] z = network.from(tone).latents(new int[] {3, 3, 3}, 1, 1);
    float[][] moved = new Move(network, new ClassZone(tone, 5)).of(z);
    assertArrayEquals(new int[] {5, 5, 5}, network.decode(tone, moved, 1));
    float[][] back = new Move(network, new ClassZone(tone, 3)).of(moved);
    float[][] stays = new Move(network, new ClassZone(tone, 3)).of(z);
    for (int i = 0; i < z.length; i++) {
      assertArrayEquals(z[i], back[i], 1e-3f);
      assertArrayEquals(z[i], stays[i], 1e-3f);
    }
  }

  @Test
  void aTypeThatTheNetworkLacksIsRefused() {
    LatentNetwork network = MODEL.network(TRAIN.labels(IntStream.range(0, 24).toArray()));
    try (ManyTypesRecipe.Model other = model()) {
      Column<?> foreign = other.columns().get(0);
      IllegalArgumentException error =
          assertThrows(
              IllegalArgumentException.class,
              () -> network.decode(foreign.type(), new float[1][6], 1));
      assertTrue(error.getMessage().startsWith("this network has no type noto"));
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
    assertTrue(Arrays.stream(new float[][] {first}).noneMatch(w -> w.length == 0));
  }

  private static float[] trained() {
    try (ManyTypesRecipe.Model model = model()) {
      model.experiment("tiny").fit(model.objective(), TRAIN, TEST);
      Network encoder = model.objective().parts().get("en encoder");
      return encoder.trainable().get(0).getArray().toFloatArray();
    }
  }
}
