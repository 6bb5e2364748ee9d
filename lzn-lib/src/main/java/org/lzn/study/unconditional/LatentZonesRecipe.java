package org.lzn.study.unconditional;

import com.google.auto.service.AutoService;
import org.lzn.run.Recipe;

/** The paper's method: rectified flow that is told the image's latent ([Lin25] §3). */
@AutoService(Recipe.class)
public final class LatentZonesRecipe extends UnconditionalRecipe {
  @Override
  public String id() {
    return "rf-lzn";
  }

  @Override
  public String about() {
    return "rectified flow with latent zones, case study 1";
  }
}
