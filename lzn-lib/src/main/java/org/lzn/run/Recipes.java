package org.lzn.run;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.lzn.study.joint.JointRecipe;
import org.lzn.study.representation.RepresentationRecipe;
import org.lzn.study.unconditional.UnconditionalRecipe;
import org.lzn.tensor.Require;

/** All that the command line can train. */
public final class Recipes {
  private static final List<Recipe> ALL =
      Stream.<Recipe[]>of(
              UnconditionalRecipe.values(), RepresentationRecipe.values(), JointRecipe.values())
          .flatMap(Arrays::stream)
          .toList();

  private Recipes() {}

  /** Returns all recipes. */
  public static List<Recipe> all() {
    return ALL;
  }

  /** Returns the recipe of a name. */
  public static Recipe of(String id) {
    List<String> known = ALL.stream().map(Recipe::id).toList();
    Require.that(
        known.contains(id),
        "no recipe \"%s\": did you mean %s? There are %s",
        id,
        Settings.nearest(id, known),
        String.join(", ", known));
    return ALL.get(known.indexOf(id));
  }
}
