package org.lzn.study;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.lzn.data.ImageDataset;
import org.lzn.flow.OdeSolver;
import org.lzn.metric.Features;
import org.lzn.run.Drawing;
import org.lzn.run.Recipe;

/**
 * Images that a model draws, as its {@link ScoringNetwork} sees them.
 *
 * @param model that draws
 * @param judge that looks
 * @param size how many images
 * @param solver of their flow
 */
public record JudgedImages(Recipe.Prepared model, ScoringNetwork judge, int size, OdeSolver solver)
    implements Drawing {
  private static final long SEED = 1;

  /** Returns the drawing, if there is a judge of images like these. */
  public static Optional<Drawing> of(
      Recipe.Prepared model, ImageDataset train, int size, OdeSolver solver) {
    return ScoringNetwork.of(train).map(judge -> new JudgedImages(model, judge, size, solver));
  }

  @Override
  public String about() {
    Map<String, String> names = new LinkedHashMap<>();
    judge.extractors().forEach((use, extractor) -> names.put(use, extractor.name()));
    return "seed " + SEED + ", " + solver + ", " + size + " images seen by " + names;
  }

  @Override
  public Map<String, Features> seen(int from, int to) {
    return judge.seen(model.sample(from, to, solver, SEED));
  }

  @Override
  public void close() {
    judge.close();
  }
}
