package org.lzn.study.representation;

import com.google.auto.service.AutoService;
import java.util.List;
import org.lzn.codec.RepresentationEncoder;
import org.lzn.data.ImageDataset;
import org.lzn.run.Recipe;
import org.lzn.run.RunScore;

/** A lower bound that has no network; the record's encoder is the untrained one. */
@AutoService(Recipe.class)
public final class PixelsRecipe extends RandomEncoderRecipe {
  @Override
  public String id() {
    return "pixels";
  }

  @Override
  public String about() {
    return "the pixels themselves, a lower bound of case study 2";
  }

  @Override
  String[] unreadPaths() {
    return new String[] {
      TEMPERATURE,
      MOCO_OPTIONS,
      ANCHORS,
      "training.optimisation",
      "training.heldOut.every",
      "evaluation.curve"
    };
  }

  @Override
  boolean follows() {
    return false;
  }

  @Override
  List<RunScore> scores(
      RepresentationScores scores,
      RepresentationEncoder encoder,
      ImageDataset train,
      ImageDataset test) {
    return scores.of(RepresentationScores::pixels, train, test);
  }
}
