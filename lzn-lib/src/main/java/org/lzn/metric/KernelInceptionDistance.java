package org.lzn.metric;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.lzn.tensor.Require;
import org.lzn.tensor.SeededRandom;

/**
 * The kernel inception distance ([Bin18]): the unbiased estimate of the squared maximum mean
 * discrepancy under a cubic kernel,
 *
 * <pre>
 * KID = mean over i≠j of k(a_i, a_j) + the same of b - 2 mean k(a_i, b_j),  k(x, y) = (x·y/d + 1)³
 * </pre>
 *
 * <p>Its mean is 0 for samples of one distribution, so that it may be negative, and it does not
 * depend on the number of samples. Say KID only with the features of Inception.
 */
public final class KernelInceptionDistance {
  private KernelInceptionDistance() {}

  /** Returns the estimate from all samples, two or more in each set. */
  public static double between(Features a, Features b) {
    Features.requireComparable(a, b, 2);
    double all = DotProducts.sum(a, b, (dot, i, j) -> kernel(dot, a.width()));
    return meanOfOthers(a) + meanOfOthers(b) - 2 * all / ((double) a.size() * b.size());
  }

  /**
   * Returns the estimates from random subsets, drawn without replacement in each, as [Bin18]
   * reports them: their mean is the score, their standard deviation its spread.
   *
   * @param subsets how many; 100 is usual
   * @param size samples in a subset; 1000 is usual
   */
  public static double[] ofSubsets(
      Features a, Features b, int subsets, int size, SeededRandom draws) {
    Require.that(subsets >= 1, "subsets must be 1 or more, got %d", subsets);
    Require.that(size >= 2, "a subset must have 2 samples or more, got %d", size);
    Features.requireComparable(a, b, size);
    SplittableRandom random = draws.generator("kid subsets");
    return IntStream.range(0, subsets)
        .mapToDouble(i -> between(subset(a, size, random), subset(b, size, random)))
        .toArray();
  }

  private static Features subset(Features features, int size, SplittableRandom random) {
    int[] order = IntStream.range(0, features.size()).toArray();
    for (int i = 0; i < size; i++) { // the first steps of a shuffle
      int other = random.nextInt(i, order.length);
      int swapped = order[i];
      order[i] = order[other];
      order[other] = swapped;
    }
    return features.select(Arrays.copyOf(order, size));
  }

  private static double meanOfOthers(Features a) {
    double sum = DotProducts.sum(a, a, (dot, i, j) -> i == j ? 0 : kernel(dot, a.width()));
    return sum / ((double) a.size() * (a.size() - 1));
  }

  private static double kernel(double dot, int width) {
    double base = dot / width + 1;
    return base * base * base;
  }
}
