package org.lzn.plot;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Where the ticks of a chart's horizontal axis stand, if not at a renderer's own round numbers: at
 * the values that were measured, where these are few; otherwise, if the axis is logarithmic, at 1,
 * 2 and 5 times powers of ten, or at powers of ten alone.
 */
final class Ticks {
  private static final int FEW = 8;

  /** The most significant digits of a value that is worth a tick. */
  private static final int DIGITS = 4;

  /** The least gap between two ticks, as a share of the axis: their numbers must not touch. */
  private static final double GAP = 0.04;

  private static final double WIDE = 1001; // beyond three powers of ten

  private Ticks() {}

  /** Returns the ticks from left to right; none where the renderer's own will do. */
  static List<Double> of(Panel panel) {
    Axis axis = panel.x();
    if (axis.hidden() || !axis.categories().isEmpty() || panel.layout().equalAxes()) {
      return List.of();
    }
    List<Double> measured = measured(panel);
    return !measured.isEmpty() || !axis.logarithmic() ? measured : decades(axis);
  }

  /** Returns a number as it stands at a tick: 64, 0.5, 10k. */
  static String text(double value) {
    boolean thousands = value >= 10_000 && value % 100 == 0;
    BigDecimal number = BigDecimal.valueOf(thousands ? value / 1000 : value);
    return number.stripTrailingZeros().toPlainString() + (thousands ? "k" : "");
  }

  /** The x of all lines whose points are seen, if they are few, plain numbers and not too close. */
  private static List<Double> measured(Panel panel) {
    TreeSet<Double> values = new TreeSet<>();
    for (Series series : panel.series()) {
      if (series.mark() == Series.Mark.LINE && !series.look().dashed()) {
        values.addAll(series.x());
      }
    }
    List<Double> ticks = new ArrayList<>(values);
    boolean fit = ticks.size() > 2 && ticks.size() <= FEW;
    for (int i = 0; fit && i < ticks.size(); i++) {
      double value = ticks.get(i);
      fit =
          BigDecimal.valueOf(value).stripTrailingZeros().precision() <= DIGITS
              && within(panel.x(), value)
              && (i == 0 || share(panel.x(), ticks.get(i - 1), value) >= GAP);
    }
    return fit ? ticks : List.of();
  }

  private static List<Double> decades(Axis axis) {
    List<Double> ticks = new ArrayList<>();
    int[] digits = axis.high() / axis.low() < WIDE ? new int[] {1, 2, 5} : new int[] {1};
    for (int power = (int) Math.floor(Math.log10(axis.low())); ; power++) {
      for (int digit : digits) {
        double value = new BigDecimal(digit).scaleByPowerOfTen(power).doubleValue();
        if (value > axis.high()) {
          return ticks.size() > 1 ? ticks : List.of();
        }
        if (within(axis, value)) {
          ticks.add(value);
        }
      }
    }
  }

  private static boolean within(Axis axis, double value) {
    return axis.low() <= value && value <= axis.high();
  }

  /** Returns which share of the axis lies between two values. */
  private static double share(Axis axis, double from, double to) {
    return axis.logarithmic()
        ? Math.log(to / from) / Math.log(axis.high() / axis.low())
        : (to - from) / (axis.high() - axis.low());
  }
}
