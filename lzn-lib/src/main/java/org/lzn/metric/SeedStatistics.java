package org.lzn.metric;

import java.util.Arrays;
import java.util.Locale;
import org.lzn.tensor.Require;

/**
 * A score of several runs that differ in the seed only.
 *
 * @param mean over the seeds
 * @param deviation the standard deviation, with the divisor n - 1; 0 for one seed
 * @param seeds how many
 */
public record SeedStatistics(double mean, double deviation, int seeds) {
  /** Returns mean and standard deviation of the scores, one per seed. */
  public static SeedStatistics of(double... scores) {
    Require.that(scores.length >= 1, "one score or more is needed, got none");
    for (double score : scores) {
      Require.that(Double.isFinite(score), "scores must be finite, got %s", score);
    }
    double mean = Arrays.stream(scores).average().orElseThrow();
    double squares = Arrays.stream(scores).map(s -> (s - mean) * (s - mean)).sum();
    double deviation = scores.length == 1 ? 0 : Math.sqrt(squares / (scores.length - 1));
    return new SeedStatistics(mean, deviation, scores.length);
  }

  @Override
  public String toString() {
    return seeds == 1
        ? String.format(Locale.ROOT, "%.4g (1 seed)", mean)
        : String.format(Locale.ROOT, "%.4g ± %.2g (%d seeds)", mean, deviation, seeds);
  }
}
