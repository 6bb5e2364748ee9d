package org.lzn.study.representation;

import com.google.auto.service.AutoService;
import org.lzn.codec.RepresentationEncoder;
import org.lzn.run.Recipe;

/** A lower bound: the encoder as it was initialised. */
@AutoService(Recipe.class)
public class RandomEncoderRecipe extends RepresentationRecipe {
  @Override
  public String id() {
    return "random-encoder";
  }

  @Override
  public String about() {
    return "the encoder of case study 2 untrained, a lower bound";
  }

  /** One step of rate 0 leaves the weights as they were initialised. */
  @Override
  RepresentationStudy adapted(RepresentationStudy study) {
    return study
        .withTraining(study.training().withSteps(1))
        .withRate(RepresentationEncoder.PART, 0);
  }

  @Override
  String[] unreadPaths() {
    return new String[] {
      TEMPERATURE, MOCO_OPTIONS, ANCHORS, "training.optimisation", "training.heldOut.every"
    };
  }
}
