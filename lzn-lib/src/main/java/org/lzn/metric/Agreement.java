package org.lzn.metric;

import org.lzn.tensor.Require;

/** How far two sets of answers to the same images agree. */
public final class Agreement {
  private Agreement() {}

  /** Returns the share of images whose answer differs, (n) each. */
  public static double changed(int[] first, int[] second) {
    Require.that(
        first.length == second.length && first.length > 0,
        "answers must be to the same images, got %d and %d",
        first.length,
        second.length);
    int changed = 0;
    for (int i = 0; i < first.length; i++) {
      changed += first[i] == second[i] ? 0 : 1;
    }
    return changed / (double) first.length;
  }
}
