package org.lzn.run;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.lzn.file.BadFileException;
import org.lzn.file.Json;
import org.lzn.tensor.Require;

/**
 * Many runs in one file: every recipe with every seed and every set of settings.
 *
 * <pre>
 * {
 *   "recipes": ["rf", "rf-lzn"],
 *   "seeds": [1, 2, 3],
 *   "settings": {"": [], "long": ["training.steps=8000"]}
 * }
 * </pre>
 *
 * <p>makes the runs rf-1, rf-2, rf-3, rf-long-1, ... rf-lzn-long-3.
 *
 * @param recipes their names
 * @param seeds of every random number
 * @param settings by a word for the runs' names, which is empty for runs named after their recipe
 *     alone: changes of settings, each {@code path=value}; one set without changes if not given
 * @param scale as for {@code lzn train}; {@code LZN_SCALE} if not given
 * @param data likewise; each recipe's usual one if not given
 * @param validation how many of the last training images are held out, to be scored on
 */
public record Sweep(
    List<String> recipes,
    List<Long> seeds,
    Map<String, List<String>> settings,
    String scale,
    String data,
    int validation) {
  private static final Set<String> NAMES =
      Set.of("recipes", "seeds", "settings", "scale", "data", "validation");

  private static final String WHAT = "the plan of a sweep, {\"recipes\": [...], \"seeds\": [...]}";

  /** Checks that there is something to do, and that every run has a name of its own. */
  public Sweep {
    Require.that(
        recipes != null && !recipes.isEmpty(),
        "\"recipes\" must name one or more, such as [\"rf\"]");
    Require.that(
        seeds != null && !seeds.isEmpty(), "\"seeds\" must be one or more, such as [1, 2]");
    recipes = List.copyOf(recipes);
    seeds = List.copyOf(seeds);
    settings = settings == null ? Map.of("", List.of()) : new LinkedHashMap<>(settings);
    Require.that(!settings.isEmpty(), "\"settings\" must hold one set or more, or be left out");
    for (String word : settings.keySet()) {
      Require.that(
          word.matches("[A-Za-z0-9.=_-]*"),
          "a word for names of runs has letters, digits, dots, dashes and =, got \"%s\"",
          word);
    }
    int all = recipes.size() * seeds.size() * settings.size();
    Set<String> names = new TreeSet<>();
    for (String recipe : recipes) {
      for (String word : settings.keySet()) {
        seeds.forEach(seed -> names.add(name(recipe, word, seed)));
      }
    }
    Require.that(
        names.size() == all, "%d runs would have %d names: one is there twice", all, names.size());
  }

  /**
   * Reads a plan.
   *
   * @throws BadFileException if it is none
   */
  public static Sweep read(Path file) {
    String remedy = "lzn sweep --help shows one.";
    JsonElement tree = Json.read(file, JsonElement.class, WHAT, remedy);
    try {
      Require.that(tree.isJsonObject(), "no object");
      requireKnown((JsonObject) tree);
      return Json.value(tree, Sweep.class);
    } catch (RuntimeException e) {
      throw new BadFileException(file, WHAT, e.getMessage(), remedy, e);
    }
  }

  private static void requireKnown(JsonObject tree) {
    for (Map.Entry<String, JsonElement> entry : tree.entrySet()) {
      Require.that(
          NAMES.contains(entry.getKey()),
          "\"%s\", which is none of %s",
          entry.getKey(),
          new TreeSet<>(NAMES));
    }
  }

  private static String name(String recipe, String word, long seed) {
    return recipe + (word.isEmpty() ? "" : "-" + word) + "-" + seed;
  }

  /** Returns the plan of each run, by its name. */
  public Map<String, RunPlan> runs() {
    Map<String, RunPlan> runs = new LinkedHashMap<>();
    Scale size = scale == null ? Scale.current() : Scale.parse(scale);
    for (long seed : seeds) { // all recipes of a seed first, so that there is soon a table
      settings.forEach(
          (word, changes) -> {
            for (String recipe : recipes) {
              String source = data == null ? Recipes.of(recipe).usualData() : data;
              runs.put(
                  name(recipe, word, seed),
                  new RunPlan(recipe, size, source, changes, seed, validation));
            }
          });
    }
    return runs;
  }

  /**
   * Refuses runs that could not be trained, before any is.
   *
   * @throws IllegalArgumentException that names the run and says what is wrong
   */
  public void check() {
    runs()
        .forEach(
            (name, plan) -> {
              try {
                plan.prepare().close();
              } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
              }
            });
  }
}
