package org.lzn.metric;

import java.util.Locale;
import org.lzn.tensor.Require;

/**
 * Where a figure lies with 95 % confidence.
 *
 * @param low the lower end, included
 * @param high the upper end, included
 */
public record Interval(double low, double high) {
  private static final double NORMAL_95 = 1.959964;

  /** Checks the order. */
  public Interval {
    Require.that(low <= high, "an interval must go upwards, got %s to %s", low, high);
  }

  /** Returns that of a normal distribution: value ± 1.96 standard errors. */
  public static Interval around(double value, double standardError) {
    double margin = NORMAL_95 * standardError;
    return new Interval(value - margin, value + margin);
  }

  /** Returns the part of it that a figure from {@code least} to {@code most} can reach. */
  public Interval within(double least, double most) {
    return new Interval(Math.max(least, low), Math.min(most, high));
  }

  /** Tells whether a value lies inside. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "[%.4g, %.4g]", low, high);
  }
}
