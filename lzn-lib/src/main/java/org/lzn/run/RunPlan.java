package org.lzn.run;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lzn.data.DataSource;
import org.lzn.file.BadFileException;
import org.lzn.tensor.Require;

/**
 * What makes a run: enough to make it again.
 *
 * @param recipe its name
 * @param scale of the settings
 * @param data its name, as {@link DataSource#parse} reads it
 * @param changes of settings, each {@code path=value}
 * @param seed of every random number
 * @param validation how many of the last training images are held out, to be scored on in the place
 *     of the test set; 0 for none
 */
public record RunPlan(
    String recipe, Scale scale, String data, List<String> changes, long seed, int validation)
    implements Serializable {
  /** What runs were trained on before a plan said so. */
  private static final String FIRST_DATA = "fashion-mnist";

  /** The plan's place among the options of a run's record. */
  static final String KEY = "plan";

  /** Checks the data's name, with its whole path, and copies the changes. */
  public RunPlan {
    Require.that(validation >= 0, "validation images must be 0 or more, got %d", validation);
    data = DataSource.parse(data).toString();
    changes = List.copyOf(changes);
  }

  /** Makes the plan of a run that is scored on the test set. */
  public RunPlan(String recipe, Scale scale, String data, List<String> changes, long seed) {
    this(recipe, scale, data, changes, seed, 0);
  }

  /**
   * Makes the model.
   *
   * @throws IllegalArgumentException if a change is not possible, or would change nothing
   */
  public Recipe.Prepared prepare() {
    Recipe.Prepared model = Recipes.of(recipe).prepare(scale, source(), changes, seed);
    try {
      FixedSettings.of(model).requireNone(changes, model.settings());
      return model;
    } catch (IllegalArgumentException e) {
      model.close();
      throw e;
    }
  }

  /** Returns where the images are that it is trained on. */
  public DataSource source() {
    return DataSource.parse(data);
  }

  /** Reads the images it is trained and scored on; photographs become squares of this side. */
  public RunData images(int side) {
    return RunData.of(source(), validation, side);
  }

  /** Reads the images that the model it makes is trained and scored on. */
  RunData images(Recipe.Prepared model) {
    return images(Math.toIntExact(model.experiment(recipe).shape().get(1)));
  }

  /** Returns the words after {@code lzn train} that make the run. */
  public List<String> arguments() {
    List<String> words =
        new ArrayList<>(List.of(recipe, "--scale", scale.name().toLowerCase(Locale.ROOT)));
    words.addAll(List.of("--data", data, "--seed", String.valueOf(seed)));
    changes.forEach(change -> words.addAll(List.of("--set", change)));
    if (validation > 0) {
      words.addAll(List.of("--validation", String.valueOf(validation)));
    }
    return words;
  }

  /** Tells whether another plan differs from this in no more than settings. */
  boolean differsInSettingsOnly(RunPlan other) {
    return other.equals(new RunPlan(recipe, scale, data, other.changes, seed, validation));
  }

  /** Returns the plan in a run's record. */
  static RunPlan of(RunRecord record, Path file) {
    return find(record)
        .orElseThrow(
            () ->
                new BadFileException(
                    file,
                    "the record of lzn train, with its plan",
                    "none",
                    "Train with lzn train."));
  }

  /** Returns the plan in a run's record; that of a notebook's training has none. */
  static Optional<RunPlan> find(RunRecord record) {
    if (record.setup().options().get(KEY) instanceof Map<?, ?> plan
        && plan.get("changes") instanceof List<?> changes
        && plan.get("seed") instanceof Long seed) {
      return Optional.of(
          new RunPlan(
              String.valueOf(plan.get("recipe")),
              Scale.parse(String.valueOf(plan.get("scale"))),
              plan.get("data") instanceof String data ? data : FIRST_DATA,
              changes.stream().map(String::valueOf).toList(),
              seed,
              plan.get("validation") instanceof Long images ? Math.toIntExact(images) : 0));
    }
    return Optional.empty();
  }
}
