package org.lzn.experiment;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.lzn.data.DataSource;
import org.lzn.file.BadFileException;

/**
 * What makes a run: enough to make it again.
 *
 * @param recipe its name
 * @param scale of the settings
 * @param data its name, as {@link DataSource#parse} reads it
 * @param changes of settings, each {@code path=value}
 * @param seed of every random number
 */
public record RunPlan(String recipe, Scale scale, String data, List<String> changes, long seed) {
  /** What runs were trained on before a plan said so. */
  private static final String FIRST_DATA = DataSource.Kind.FASHION_MNIST.toString();

  /** The plan's place among the options of a run's record. */
  static final String KEY = "plan";

  /** Checks the data's name, with its whole path, and copies the changes. */
  public RunPlan {
    data = DataSource.parse(data).toString();
    changes = List.copyOf(changes);
  }

  /** Makes the model. */
  public Recipe.Prepared prepare() {
    return Recipes.of(recipe).prepare(scale, source(), changes, seed);
  }

  /** Returns the data it is trained and scored on. */
  public DataSource source() {
    return DataSource.parse(data);
  }

  /** Returns the plan in a run's record. */
  static RunPlan of(RunRecord record, Path file) {
    if (record.setup().options().get(KEY) instanceof Map<?, ?> plan
        && plan.get("changes") instanceof List<?> changes
        && plan.get("seed") instanceof Long seed) {
      return new RunPlan(
          String.valueOf(plan.get("recipe")),
          Scale.parse(String.valueOf(plan.get("scale"))),
          plan.get("data") instanceof String data ? data : FIRST_DATA,
          changes.stream().map(String::valueOf).toList(),
          seed);
    }
    throw new BadFileException(
        file, "the record of lzn train, with its plan", "none", "Train with lzn train.");
  }
}
