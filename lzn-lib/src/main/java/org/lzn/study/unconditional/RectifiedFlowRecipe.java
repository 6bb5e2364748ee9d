package org.lzn.study.unconditional;

import com.google.auto.service.AutoService;
import java.util.Map;
import org.lzn.codec.ImageCodec;
import org.lzn.run.FixedSettings;
import org.lzn.run.Recipe;

/** The paper's baseline: rectified flow without latents ([Liu23]). */
@AutoService(Recipe.class)
public final class RectifiedFlowRecipe extends UnconditionalRecipe {
  @Override
  public String id() {
    return "rf";
  }

  @Override
  public String about() {
    return "rectified flow alone, the baseline of case study 1";
  }

  @Override
  ImageCodec codec(UnconditionalStudy study, long seed) {
    return study.model().withoutLatents(seed);
  }

  @Override
  Map<String, String> unread() {
    return FixedSettings.because(
        "rf has no encoder and no latents",
        "model.encoder",
        "model.space",
        "model.zones",
        "training.anchors",
        "evaluation.draws");
  }
}
