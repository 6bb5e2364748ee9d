package org.lzn.train.optim;

import org.lzn.tensor.Require;

/**
 * Linear warm-up of the learning rate: at update k the factor is start + (1 - start)·min(k, n)/n.
 *
 * @param updates n; 0 for none
 * @param start the factor of the first update; the paper's is 1/5000 with n = 5000
 */
public record WarmUp(int updates, double start) {
  /** Checks both. */
  public WarmUp {
    Require.that(updates >= 0, "warm-up must last 0 or more updates, got %d", updates);
    Require.that(start > 0 && start <= 1, "warm-up must start in (0, 1], got %s", start);
  }

  /** Returns a warm-up over n updates that starts at 1/n. */
  public static WarmUp over(int updates) {
    return new WarmUp(updates, 1.0 / Math.max(1, updates));
  }

  /** Returns the factor of the learning rate at update k = 0, 1, … */
  public double factor(long update) {
    return updates == 0 ? 1 : start + (1 - start) * Math.min(update, updates) / updates;
  }
}
