package org.lzn.cli;

import java.util.Iterator;
import org.lzn.run.Recipe;
import org.lzn.run.Recipes;

/** The names of all recipes, for the help and for completion. */
final class RecipeNames implements Iterable<String> {
  @Override
  public Iterator<String> iterator() {
    return Recipes.all().stream().map(Recipe::id).iterator();
  }
}
