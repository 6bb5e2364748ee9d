package org.lzn.run;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import org.lzn.tensor.Require;

/** All that the command line can train: the library's recipes and those that others add. */
public final class Recipes {
  private Recipes() {}

  /** Returns all recipes, by study and name. */
  public static List<Recipe> all() {
    return ServiceLoader.load(Recipe.class, Recipes.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(Recipe::study).thenComparing(Recipe::id))
        .toList();
  }

  /** Returns the recipe of a name. */
  public static Recipe of(String id) {
    List<Recipe> all = all();
    List<String> known = all.stream().map(Recipe::id).toList();
    Require.that(
        known.contains(id),
        "no recipe \"%s\": did you mean %s? There are %s",
        id,
        Settings.nearest(id, known),
        String.join(", ", known));
    return all.get(known.indexOf(id));
  }
}
