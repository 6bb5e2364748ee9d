package org.lzn.study;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lzn.flow.OdeSolver;
import org.lzn.metric.Features;
import org.lzn.run.Drawing;

/**
 * Images that a model draws by the solver of its evaluation, as a {@link ScoringNetwork} sees them.
 *
 * @param model that draws
 * @param judge that looks
 */
record JudgedImages(JudgedModel model, ScoringNetwork judge) implements Drawing {
  private static final long SEED = 1;

  @Override
  public int size() {
    return model.evaluation().generated();
  }

  @Override
  public String about() {
    Map<String, String> names = new LinkedHashMap<>();
    judge.extractors().forEach((use, extractor) -> names.put(use, extractor.name()));
    return "seed " + SEED + ", " + solver() + ", " + size() + " images seen by " + names;
  }

  @Override
  public Map<String, Features> seen(int from, int to) {
    return judge.seen(model.sample(from, to, solver(), SEED));
  }

  private OdeSolver solver() {
    return model.evaluation().solver();
  }

  @Override
  public void close() {
    judge.close();
  }
}
