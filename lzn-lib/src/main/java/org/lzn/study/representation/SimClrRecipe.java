package org.lzn.study.representation;

import com.google.auto.service.AutoService;
import org.lzn.codec.RepresentationEncoder;
import org.lzn.objective.Objective;
import org.lzn.run.Recipe;

/** A contrastive baseline ([Chen20]). */
@AutoService(Recipe.class)
public final class SimClrRecipe extends RepresentationRecipe {
  @Override
  public String id() {
    return "simclr";
  }

  @Override
  public String about() {
    return "SimCLR, a baseline of case study 2";
  }

  @Override
  RepresentationStudy tuned(RepresentationStudy study) {
    return study.withRate(RepresentationEncoder.PART, 1e-3);
  }

  @Override
  Objective loss(RepresentationStudy study, RepresentationEncoder encoder, long seed) {
    return Objective.simClr(encoder, study.methods().temperature());
  }

  @Override
  String[] unreadPaths() {
    return new String[] {ALIGNMENT, ZONES, MOCO_OPTIONS, ANCHORS};
  }
}
