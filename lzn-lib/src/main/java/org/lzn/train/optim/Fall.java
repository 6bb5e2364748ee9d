package org.lzn.train.optim;

import org.lzn.tensor.Require;

/**
 * Linear fall of the learning rate at the end: at update k the factor is 1 up to a, and from there
 * (b - k)/(b - a), so that it would be 0 at b. What is learnt in large steps settles in small ones.
 *
 * @param from a, the last update at the full rate
 * @param to b, the number of all updates; 0 for no fall
 */
public record Fall(int from, int to) {
  /** Checks the order. */
  public Fall {
    Require.that(
        to == 0 || (0 <= from && from < to),
        "a fall must end after it begins, got %d to %d",
        from,
        to);
  }

  /** Returns none: the rate stays. */
  public static Fall none() {
    return new Fall(0, 0);
  }

  /** Returns the factor of the learning rate at update k = 0, 1, … */
  public double factor(long update) {
    return to == 0 ? 1 : Math.max(0, Math.min(1, (to - update) / (double) (to - from)));
  }
}
