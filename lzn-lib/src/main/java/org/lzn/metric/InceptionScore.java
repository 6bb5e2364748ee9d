package org.lzn.metric;

import org.lzn.tensor.Require;

/**
 * The inception score ([Sal16]): how sure a classifier is of each sample, and how evenly the
 * samples fall into its classes,
 *
 * <pre>
 * IS = exp E_x KL( p(y|x) || p(y) ),   p(y) = E_x p(y|x)
 * </pre>
 *
 * <p>computed in each split of the samples and averaged, as [Lin25] does with splits of 5000.
 */
public final class InceptionScore {
  /** The paper's number of samples in a split. */
  public static final int SPLIT = 5000;

  private static final double TOLERANCE = 1e-3;

  private InceptionScore() {}

  /**
   * Returns the score.
   *
   * @param probabilities p(y|x), one row per sample, each summing to 1
   * @param split samples in a split; the last one may be smaller
   */
  public static double of(Features probabilities, int split) {
    Require.that(split >= 1, "a split must have 1 sample or more, got %d", split);
    double sum = 0;
    int splits = 0;
    for (int from = 0; from < probabilities.size(); from += split) {
      sum += ofOneSplit(probabilities, from, Math.min(probabilities.size(), from + split));
      splits++;
    }
    return sum / splits;
  }

  private static double ofOneSplit(Features probabilities, int from, int to) {
    double[] marginal = new double[probabilities.width()];
    double negativeEntropies = 0;
    for (int i = from; i < to; i++) {
      double[] row = probabilities.rows(i, i + 1);
      checkDistribution(row, i);
      for (int y = 0; y < row.length; y++) {
        marginal[y] += row[y] / (to - from);
      }
      negativeEntropies += negativeEntropy(row);
    }
    return Math.exp(negativeEntropies / (to - from) - negativeEntropy(marginal));
  }

  /** Returns Σ p log p, where 0 log 0 is 0. */
  private static double negativeEntropy(double[] p) {
    double sum = 0;
    for (double value : p) {
      sum += value > 0 ? value * Math.log(value) : 0;
    }
    return sum;
  }

  private static void checkDistribution(double[] row, int sample) {
    double sum = 0;
    for (double value : row) {
      Require.that(value >= 0, "probabilities must be 0 or more, sample %d has %s", sample, value);
      sum += value;
    }
    Require.that(
        Math.abs(sum - 1) <= TOLERANCE,
        "probabilities of a sample must sum to 1, those of sample %d sum to %s",
        sample,
        sum);
  }
}
