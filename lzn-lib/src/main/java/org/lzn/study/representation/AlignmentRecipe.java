package org.lzn.study.representation;

import com.google.auto.service.AutoService;
import java.util.List;
import org.lzn.run.Recipe;
import org.lzn.task.Represent;

/** The paper's method: latent alignment of two views of each image ([Lin25] §4). */
@AutoService(Recipe.class)
public final class AlignmentRecipe extends RepresentationRecipe {
  @Override
  public String id() {
    return "lzn-align";
  }

  @Override
  public String about() {
    return "latent alignment of two views, case study 2";
  }

  @Override
  String[] unreadPaths() {
    return new String[] {TEMPERATURE, MOCO_OPTIONS};
  }

  @Override
  List<Represent.Choice> choices() {
    return List.of(
        Represent.Choice.WITH_HEAD, Represent.Choice.ZONE_CENTRE, Represent.Choice.LATENT);
  }
}
