package org.lzn.plot;

import java.util.List;

/**
 * One axis of a panel, its range decided.
 *
 * @param label the quantity and its unit
 * @param logarithmic whether equal distances are equal ratios
 * @param low the least value shown
 * @param high the greatest value shown
 * @param categories names in place of numbers, for bars; otherwise empty
 * @param hidden whether ticks and label are left out, as under images
 */
record Axis(
    String label,
    boolean logarithmic,
    double low,
    double high,
    List<String> categories,
    boolean hidden) {
  Axis {
    if (!(low < high) || Double.isInfinite(high - low)) {
      throw new IllegalArgumentException(
          "axis '" + label + "' must have low < high, got [" + low + ", " + high + "]");
    }
    if (logarithmic && low <= 0) {
      throw new IllegalArgumentException(
          "the logarithmic axis '" + label + "' needs values above 0, got " + low);
    }
    categories = List.copyOf(categories);
  }

  /** Returns a plain numeric axis. */
  static Axis linear(String label, double low, double high) {
    return new Axis(label, false, low, high, List.of(), false);
  }

  /** Returns an axis that only places things and is not drawn. */
  static Axis hidden(double low, double high) {
    return new Axis("", false, low, high, List.of(), true);
  }

  /** Returns this axis over the range that holds both ranges. */
  Axis including(Axis other) {
    return new Axis(
        label,
        logarithmic,
        Math.min(low, other.low),
        Math.max(high, other.high),
        categories,
        hidden);
  }
}
