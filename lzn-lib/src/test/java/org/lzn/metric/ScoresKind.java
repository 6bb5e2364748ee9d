package org.lzn.metric;

import ai.djl.ndarray.NDArray;
import org.lzn.golden.Comparison;
import org.lzn.golden.GoldenCase;
import org.lzn.golden.GoldenKind;

/** Fréchet distance, inception score, precision and recall of given features. */
public final class ScoresKind implements GoldenKind {
  @Override
  public void check(GoldenCase golden, Comparison comparison) {
    Features real = features(golden, "f1");
    Features generated = features(golden, "f2");
    compare(golden, comparison, "fid", FrechetDistance.between(real, generated));
    double singular =
        FrechetDistance.between(features(golden, "singular1"), features(golden, "singular2"));
    compare(golden, comparison, "fid_singular", singular);
    double inception =
        InceptionScore.of(features(golden, "probabilities"), golden.integer("is_split"));
    compare(golden, comparison, "inception_score", inception);
    PrecisionRecall both = PrecisionRecall.of(real, generated, golden.integer("k"));
    compare(golden, comparison, "precision", both.precision());
    compare(golden, comparison, "recall", both.recall());
  }

  private static void compare(
      GoldenCase golden, Comparison comparison, String name, double actual) {
    double[] expected = {golden.number(name)};
    comparison.close(name, expected, new double[] {actual}, 1e-6);
  }

  static Features features(GoldenCase golden, String name) {
    NDArray tensor = golden.tensor(name);
    return Features.of(tensor.toDoubleArray(), (int) tensor.getShape().get(1));
  }
}
