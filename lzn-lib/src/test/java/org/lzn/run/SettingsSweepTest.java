package org.lzn.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lzn.data.DataSource;
import org.lzn.data.ImageDataset;
import org.lzn.nn.Network;
import org.lzn.train.checkpoint.TrainingHistory;

/**
 * Every setting of every recipe: another value gives other settings, and with them another run, or
 * is refused. A build trains with a fifth of them, each recipe with another fifth; {@code
 * -Dlzn.sweep=all} with all.
 */
class SettingsSweepTest {
  private static final Map<String, RunData> DATA =
      Map.of(
          "fashion-mnist", first("fashion-mnist", 80, 24),
          "emoji-people", first("emoji-people", 24, 24));

  /** As small as the networks can be; each recipe takes those that it reads. */
  private static final List<String> TINY =
      List.of(
          "training.steps=2",
          "training.batch=4",
          "training.anchors=6",
          "training.heldOut.every=2",
          "training.heldOut.images=8",
          "training.optimisation.warmUp.updates=4",
          "training.optimisation.fall.from=0", // before the steps are over
          "model.patches.size=7",
          "model.space.dimension=4",
          "model.encoder.levels.channels=4",
          "model.encoder.heads.channels=2",
          "model.encoder.heads.units=4",
          "model.decoder.levels.channels=4",
          "model.decoder.blocks.outputScale=1.0", // at 0 a new decoder sees nothing
          "labels.choice.batches=8",
          "labels.choice.validation=16",
          "labels.choice.alphas=1.0",
          "evaluation.reconstructions=4",
          "evaluation.generated=6",
          "evaluation.real=8",
          "evaluation.solver.steps=1",
          "model.network.stages.blocks=1,1",
          "model.network.stages.width=4",
          "model.network.groups=4",
          "evaluation.labels=10",
          "evaluation.train=40",
          "evaluation.test=20",
          "evaluation.curve=8",
          "model.pictures.patches.size=8",
          "model.pictures.encoder.levels.channels=4",
          "model.pictures.encoder.levels.multipliers=1,2",
          "model.pictures.decoder.levels.multipliers=1,2",
          "model.pictures.encoder.heads.channels=2",
          "model.pictures.encoder.heads.units=4",
          "model.pictures.decoder.levels.channels=4",
          "model.pictures.decoder.blocks.outputScale=1.0",
          "model.pictures.map.channels=2",
          "model.pictures.map.units=4",
          "model.pictures.solver.steps=2",
          "model.texts.width=6",
          "model.texts.units=5");

  /** Settings that change what a run needs or may do, and none of its numbers. */
  private static final List<String> WITHOUT_NUMBERS =
      List.of("training.microBatch", "labels.choice.batches");

  private static final int SHARE = "all".equals(System.getProperty("lzn.sweep")) ? 1 : 5;

  private static RunData first(String name, int train, int test) {
    DataSource data = DataSource.parse(name);
    return new RunData(data.train(32).take(train), data.test(32).take(test));
  }

  static Stream<Recipe> recipes() {
    return Recipes.all().stream();
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void noChangeIsIgnored(Recipe recipe) {
    List<String> base = tiny(recipe);
    Map<String, Object> settings;
    try (Recipe.Prepared model = plan(recipe, base).prepare()) {
      settings = Settings.list(model.settings());
    }
    Fingerprints before = new Fingerprints(recipe, base, settings);
    List<String> ignored = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    int turn = Recipes.all().indexOf(recipe);
    for (var setting : settings.entrySet()) {
      String path = setting.getKey();
      List<String> values = candidates(setting.getValue()).toList();
      boolean trained = turn++ % SHARE == 0;
      List<String> said = new ArrayList<>();
      boolean changes = values.stream().anyMatch(v -> before.changedBy(path, v, trained, said));
      if (!changes) {
        (said.size() == values.size() ? refused : ignored).add(path);
      }
    }
    ignored.removeAll(WITHOUT_NUMBERS);
    assertEquals(List.of(), ignored);
    assertTrue(refused.containsAll(List.of("name", "training.seed")), refused.toString());
    assertTrue(refused.size() < settings.size() - 4, refused.toString());
  }

  @Test
  void theSeedIsRefusedWithItsOption() {
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class,
            () -> plan(Recipes.of("rf"), List.of("training.seed=2")).prepare());
    assertEquals("setting training.seed cannot be changed: --seed sets it", error.getMessage());
  }

  @Test
  void aNetworkOfOneLevelRefusesWhatItCannotRead() {
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                plan(
                        Recipes.of("many-types"),
                        List.of("model.pictures.decoder.resampling.inputSkip=true"))
                    .prepare());
    assertEquals(
        "setting model.pictures.decoder.resampling.inputSkip cannot be changed: one level neither"
            + " shrinks nor grows",
        error.getMessage());
  }

  @Test
  void aNumberThatFollowsFromAnotherIsRefused() {
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class,
            () -> plan(Recipes.of("rf"), List.of("training.microBatch=64")).prepare());
    assertTrue(
        error
            .getMessage()
            .startsWith("setting training.microBatch: 64 was asked for, but it is 32"),
        error.getMessage());
  }

  /** The networks' numbers, the losses and, for a setting that scores read, the scores. */
  private static final class Fingerprints {
    private final Recipe recipe;
    private final List<String> base;
    private final Map<String, Object> settings;
    private String training;
    private String scores;

    Fingerprints(Recipe recipe, List<String> base, Map<String, Object> settings) {
      this.recipe = recipe;
      this.base = base;
      this.settings = settings;
    }

    /** Tells whether a change makes another run; notes what is said if it is refused. */
    boolean changedBy(String path, String value, boolean trained, List<String> said) {
      List<String> changes = new ArrayList<>(base);
      changes.add(path + "=" + value);
      try {
        if (!trained) {
          return shows(changes, path);
        }
        if (training == null) {
          training = of(base, false);
        }
        if (!training.equals(of(changes, false))) {
          return true;
        }
        scores = scores == null ? of(base, true) : scores;
        return !scores.equals(of(changes, true));
      } catch (IllegalArgumentException e) {
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
        said.add(e.getMessage());
        return false;
      }
    }

    private boolean shows(List<String> changes, String path) {
      try (Recipe.Prepared now = plan(recipe, changes).prepare()) {
        return !settings.get(path).equals(Settings.list(now.settings()).get(path));
      }
    }

    private String of(List<String> changes, boolean scored) {
      try (Recipe.Prepared model = plan(recipe, changes).prepare()) {
        RunData data = DATA.get(recipe.usualData());
        ImageDataset train = data.train();
        ImageDataset test = data.heldOut();
        model.check(train, test);
        var objective = scored ? model.following(train, test) : model.objective();
        TrainingRun run = model.experiment("sweep").fit(objective, model.learns(train), test);
        List<String> all = new ArrayList<>();
        for (TrainingHistory.Point p : run.history().points()) {
          all.add(p.step() + " " + p.train() + " " + p.heldOut() + " " + p.measures());
        }
        model.parts().forEach((part, network) -> all.add(part + weights(network)));
        if (scored) {
          model.scores(train, test).stream()
              .filter(s -> !s.name().startsWith("milliseconds"))
              .forEach(s -> all.add(s + " " + s.value() + s.interval()));
        }
        return String.join("\n", all);
      }
    }

    private static String weights(Network network) {
      List<String> sums = new ArrayList<>();
      for (Parameter parameter : network.getDirectParameters().values()) {
        sums.add(String.valueOf(Arrays.hashCode(parameter.getArray().toFloatArray())));
      }
      return sums.toString();
    }
  }

  /** Returns other values of one kind: several, since a range may allow only some. */
  private static Stream<String> candidates(Object value) {
    if (value instanceof Integer i) {
      return Stream.of(i + 1, i + 2, i * 2, i - 1, i / 2).distinct().map(String::valueOf);
    } else if (value instanceof Long i) {
      return Stream.of(String.valueOf(i + 1));
    } else if (value instanceof Double d) {
      return Stream.of(d == 0 ? 0.3 : d / 1000, d + 0.1)
          .map(v -> String.format(Locale.ROOT, "%s", v));
    } else if (value instanceof Boolean b) {
      return Stream.of(String.valueOf(!b));
    }
    String list = value.toString();
    int comma = list.lastIndexOf(',');
    return Stream.of(
        comma < 0 ? list + "x" : list.substring(0, comma), "4", "1.0,3.0,3.0,1.0", "0.5");
  }

  private static RunPlan plan(Recipe recipe, List<String> changes) {
    return new RunPlan(recipe.id(), Scale.SMOKE, recipe.usualData(), changes, 1);
  }

  private static List<String> tiny(Recipe recipe) {
    List<String> taken = new ArrayList<>();
    for (String change : TINY) {
      List<String> more = new ArrayList<>(taken);
      more.add(change);
      try (Recipe.Prepared model = plan(recipe, more).prepare()) {
        taken = more;
      } catch (IllegalArgumentException e) {
        assertTrue(
            e.getMessage().startsWith("no setting") || e.getMessage().contains("setting"),
            e.getMessage());
      }
    }
    return taken;
  }
}
