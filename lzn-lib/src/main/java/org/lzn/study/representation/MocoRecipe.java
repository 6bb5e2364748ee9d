package org.lzn.study.representation;

import com.google.auto.service.AutoService;
import org.lzn.codec.RepresentationEncoder;
import org.lzn.objective.Objective;
import org.lzn.run.Recipe;

/** A contrastive baseline with a queue ([He20]). */
@AutoService(Recipe.class)
public final class MocoRecipe extends RepresentationRecipe {
  @Override
  public String id() {
    return "moco";
  }

  @Override
  public String about() {
    return "MoCo, a baseline of case study 2";
  }

  @Override
  RepresentationStudy tuned(RepresentationStudy study) {
    return study.withRate(RepresentationEncoder.PART, 1e-3);
  }

  @Override
  Objective loss(RepresentationStudy study, RepresentationEncoder encoder, long seed) {
    return Objective.moco(encoder, study.model().encoder(seed), study.methods().moco(), seed);
  }

  @Override
  String[] unreadPaths() {
    return new String[] {ALIGNMENT, ZONES, TEMPERATURE, ANCHORS};
  }
}
