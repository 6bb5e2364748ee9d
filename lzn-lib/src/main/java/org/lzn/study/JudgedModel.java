package org.lzn.study;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lzn.data.ImageDataset;
import org.lzn.metric.Features;
import org.lzn.run.Drawing;
import org.lzn.run.Recipe;
import org.lzn.run.RunScore;
import org.lzn.study.unconditional.UnconditionalStudy;

/**
 * A model scored by the images that it draws, as a {@link ScoringNetwork} sees them: as many, and
 * by the solver, as its settings say. Where no such network is for its images, the other scores
 * remain.
 */
public interface JudgedModel extends Recipe.Prepared {
  /** Returns how it is scored. */
  UnconditionalStudy.Evaluation evaluation();

  @Override
  default Optional<Drawing> drawing(ImageDataset train) {
    return ScoringNetwork.of(train).map(judge -> new JudgedImages(this, judge));
  }

  @Override
  default List<RunScore> scores(ImageDataset train, ImageDataset test) {
    return scores(train, test, Drawing.seenIn(drawing(train)));
  }

  @Override
  List<RunScore> scores(ImageDataset train, ImageDataset test, Map<String, Features> seen);
}
