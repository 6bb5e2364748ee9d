package org.lzn.benchmark;

import java.util.Map;
import org.lzn.latent.LatentAlignment;

/** What the scripts under {@code src/jmh/python} must know of a latent alignment. */
final class AlignmentTexts {
  private AlignmentTexts() {}

  static Map<String, String> of(LatentAlignment alignment) {
    return Map.of(
        "steps", String.valueOf(alignment.solver().scheme(0, 1).size()),
        "early", String.valueOf(alignment.earlyStepCutoff()),
        "late", String.valueOf(alignment.lateStepCutoff()),
        "logarithmic", String.valueOf(alignment.isLogarithmic()));
  }
}
