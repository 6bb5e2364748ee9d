package org.lzn.plot;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;

/** Makes long lines readable (moving average) and light (thinning), and short ones dotted. */
final class Curves {
  /** A line of more points than this is thinned: a figure is narrower. */
  static final int LONGEST = 1000;

  private static final int FAINT = 70;
  private static final int FEW = 20;
  private static final int DOT = 8;

  private Curves() {}

  /** Returns what is drawn: the series, or behind all moving averages the series, faint. */
  static List<Series> drawn(List<Series> series, double smoothing) {
    List<Series> drawn = new ArrayList<>();
    if (smoothing > 0) {
      series.forEach(s -> drawn.add(thinned(faint(s))));
      series.forEach(s -> drawn.add(thinned(average(s, smoothing))));
    } else {
      series.forEach(s -> drawn.add(thinned(s)));
      series.stream().filter(Curves::isMeasured).forEach(s -> drawn.add(points(s)));
    }
    return drawn;
  }

  /** A line through few points is one through measurements, which are then to be seen. */
  private static boolean isMeasured(Series series) {
    int n = series.x().size();
    return series.mark() == Series.Mark.LINE && !series.look().dashed() && n > 2 && n <= FEW;
  }

  private static Series points(Series series) {
    Series.Look look = Series.Look.of(series.look().colour(), DOT).outOfLegend();
    return new Series(series.name(), Series.Mark.POINTS, series.x(), series.y(), look);
  }

  private static Series faint(Series series) {
    Color full = series.look().colour();
    Color faint = new Color(full.getRed(), full.getGreen(), full.getBlue(), FAINT);
    Series.Look look = Series.Look.of(faint, 1).outOfLegend();
    return new Series(series.name() + " (raw)", series.mark(), series.x(), series.y(), look);
  }

  private static Series average(Series series, double decay) {
    List<Double> mean = smoothed(series.y(), decay);
    return new Series(series.name(), series.mark(), series.x(), mean, series.look());
  }

  /**
   * Returns the exponential moving average m_i = d·m_{i-1} + (1 - d)·y_i from m = 0, divided by 1 -
   * d^i, which takes away the pull of the start ([Kin15] §3). Gaps stay gaps.
   */
  static List<Double> smoothed(List<Double> y, double decay) {
    List<Double> smooth = new ArrayList<>(y.size());
    double mean = 0;
    double weight = 0;
    for (double value : y) {
      if (Double.isNaN(value)) {
        smooth.add(Double.NaN);
        continue;
      }
      mean = decay * mean + (1 - decay) * value;
      weight = decay * weight + (1 - decay);
      smooth.add(mean / weight);
    }
    return smooth;
  }

  /** Keeps the least and the greatest value of each of equally many neighbours. */
  static Series thinned(Series series) {
    int n = series.x().size();
    if (series.mark() != Series.Mark.LINE || n <= LONGEST || !series.look().errors().isEmpty()) {
      return series;
    }
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    int buckets = LONGEST / 2;
    for (int bucket = 0; bucket < buckets; bucket++) {
      int from = (int) ((long) bucket * n / buckets);
      int to = (int) ((long) (bucket + 1) * n / buckets);
      for (int i : extremes(series.y(), from, to)) {
        x.add(series.x().get(i));
        y.add(series.y().get(i));
      }
    }
    return new Series(series.name(), series.mark(), x, y, series.look());
  }

  /** Returns where the least and greatest values of a bucket stand, in the order of x. */
  private static int[] extremes(List<Double> y, int from, int to) {
    int least = from;
    int greatest = from;
    for (int i = from; i < to; i++) {
      // A gap never wins, but gives way to the first number.
      if (y.get(i) < y.get(least) || Double.isNaN(y.get(least))) {
        least = i;
      }
      if (y.get(i) > y.get(greatest) || Double.isNaN(y.get(greatest))) {
        greatest = i;
      }
    }
    return new int[] {Math.min(least, greatest), Math.max(least, greatest)};
  }
}
