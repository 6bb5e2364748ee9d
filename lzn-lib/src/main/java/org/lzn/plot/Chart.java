package org.lzn.plot;

import ai.djl.ndarray.NDArray;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lzn.tensor.Require;

/**
 * Lines, points or bars.
 *
 * <pre>
 * Chart.lines("Held-out loss").x("step").y("loss").add("RF", steps, losses).add("RF+LZN", steps, more)
 * </pre>
 *
 * <p>Every method changes this chart and returns it, so that series can be added in a loop. The
 * numbers are copied. Values that are not finite leave a gap.
 */
public final class Chart extends Plot {
  private static final Color REFERENCE = new Color(0x55, 0x55, 0x55);

  private final String title;
  private final Series.Mark mark;
  private final List<Series> series = new ArrayList<>();
  private final List<Reference> references = new ArrayList<>();
  private final AxisChoice x = new AxisChoice();
  private final AxisChoice y = new AxisChoice();
  private List<String> categories = List.of();
  private double smoothing;
  private Panel.Layout layout = new Panel.Layout(680, 400, false, true);

  private record Reference(String name, double y) {}

  private Chart(String title, Series.Mark mark) {
    this.title = title;
    this.mark = mark;
  }

  /** Returns an empty chart of lines. */
  public static Chart lines(String title) {
    return new Chart(title, Series.Mark.LINE);
  }

  /** Returns an empty chart of points. */
  public static Chart scatter(String title) {
    return new Chart(title, Series.Mark.POINTS);
  }

  /** Returns an empty chart of bars, a group for each category. */
  public static Chart bars(String title, String... categories) {
    Require.that(
        categories.length > 0, "a bar chart needs its categories: Chart.bars(title, \"a\", \"b\")");
    Chart chart = new Chart(title, Series.Mark.BARS);
    chart.categories = List.of(categories);
    return chart;
  }

  /** Names the horizontal axis. */
  public Chart x(String label) {
    x.label = label;
    return this;
  }

  /** Names the vertical axis. */
  public Chart y(String label) {
    y.label = label;
    return this;
  }

  /** Makes equal distances on the horizontal axis equal ratios; all x must be above 0. */
  public Chart logX() {
    Require.that(categories.isEmpty(), "the categories of a bar chart have no logarithm");
    x.logarithmic = true;
    return this;
  }

  /** Makes equal distances on the vertical axis equal ratios; all y must be above 0. */
  public Chart logY() {
    Require.that(mark != Series.Mark.BARS, "bars start at 0, which has no logarithm");
    y.logarithmic = true;
    return this;
  }

  /** Shows x from {@code low} to {@code high} only. */
  public Chart xRange(double low, double high) {
    x.range = Optional.of(range("x", low, high));
    return this;
  }

  /** Shows y from {@code low} to {@code high} only. */
  public Chart yRange(double low, double high) {
    y.range = Optional.of(range("y", low, high));
    return this;
  }

  /** Sets the size in pixels. */
  public Chart size(int width, int height) {
    layout = new Panel.Layout(width, height, layout.equalAxes(), layout.legend());
    return this;
  }

  /** Makes one unit as long on both axes. */
  public Chart equalAxes() {
    layout = new Panel.Layout(layout.width(), layout.height(), true, layout.legend());
    return this;
  }

  /**
   * Draws over every line, which becomes faint, its exponential moving average.
   *
   * @param decay share of the average that stays at each point, in [0, 1)
   */
  public Chart smooth(double decay) {
    Require.that(decay >= 0 && decay < 1, "decay must be in [0, 1), got %s", decay);
    Require.that(mark == Series.Mark.LINE, "only lines can be smoothed");
    smoothing = decay;
    return this;
  }

  /** Adds a series of as many x as y values. */
  public Chart add(String name, double[] xs, double[] ys) {
    Require.that(
        series.stream().noneMatch(s -> s.name().equals(name)),
        "a series named '%s' is in the chart already: names must differ",
        name);
    for (double value : xs) {
      Require.that(Double.isFinite(value), "x values of '%s' must be finite, got %s", name, value);
    }
    Color colour = Palette.of(series.size());
    double size = mark == Series.Mark.LINE ? 2 : 8;
    Series.Look look = Series.Look.of(colour, size);
    series.add(new Series(name, mark, Values.list(xs), Values.list(gaps(ys)), look));
    return this;
  }

  /** Adds a series from lists or table columns; a missing number leaves a gap. */
  public Chart add(String name, Iterable<? extends Number> xs, Iterable<? extends Number> ys) {
    return add(name, Values.of(xs), Values.of(ys));
  }

  /** Adds a series from arrays of any shape, read in row-major order. */
  public Chart add(String name, NDArray xs, NDArray ys) {
    return add(name, Values.of(xs), Values.of(ys));
  }

  /** Adds a value for each category of a bar chart, or for x = 0, 1, 2, ... of another. */
  public Chart add(String name, double... ys) {
    Require.that(
        categories.isEmpty() || categories.size() == ys.length,
        "'%s' must have a value for each of %s, got %s values",
        name,
        categories,
        ys.length);
    return add(name, Values.indices(ys.length), ys);
  }

  /**
   * Adds points of a plane, one series per class in the class's colour.
   *
   * @param points shape (n, 2)
   * @param classes n numbers from 0 upwards
   * @param names what the legend calls class 0, 1, ...; the number itself where names run out
   */
  public Chart add(NDArray points, int[] classes, String... names) {
    for (Series one : Series.perClass(points, classes, 8, names)) {
      add(one.name(), Values.of(one.x()), Values.of(one.y()));
      restyle(one.look());
    }
    return this;
  }

  /** Gives the series added last error bars: y ± these. */
  public Chart errors(double... halfLengths) {
    for (double length : halfLengths) {
      Require.that(length >= 0, "an error bar must be 0 or longer, got %s", length);
    }
    return restyle(last().look().withErrors(Values.list(halfLengths)));
  }

  /** Gives the points of the series added last these diameters in pixels. */
  public Chart sizes(double... diameters) {
    for (double size : diameters) {
      Require.that(size > 0 && size < 200, "a point must be 0 to 200 pixels wide, got %s", size);
    }
    Series.Look look = last().look();
    return restyle(look.withEach(Values.list(diameters), look.each().colours()));
  }

  /** Colours the points of the series added last by a quantity, from dark (least) to light. */
  public Chart colours(double... quantity) {
    double[] extent = Values.extent(quantity);
    double span = Math.max(extent[1] - extent[0], Double.MIN_NORMAL);
    List<Color> colours =
        Arrays.stream(quantity).mapToObj(v -> Palette.scale((v - extent[0]) / span)).toList();
    return restyle(last().look().withEach(last().look().each().sizes(), colours));
  }

  /** Draws a dashed line at one height, for example the paper's value. */
  public Chart level(String name, double height) {
    Require.that(Double.isFinite(height), "the level '%s' must be finite, got %s", name, height);
    references.add(new Reference(name, height));
    return this;
  }

  @Override
  Panel panel() {
    List<Series> drawn = new ArrayList<>();
    drawn.addAll(Curves.drawn(series, smoothing));
    Axis xAxis = categories.isEmpty() ? xAxis() : categoryAxis();
    references.forEach(reference -> drawn.add(line(reference, xAxis)));
    return new Panel(title, xAxis, yAxis(), drawn, Optional.empty(), layout);
  }

  private Axis categoryAxis() {
    return new Axis(x.label, false, -0.5, categories.size() - 0.5, categories, false);
  }

  private Axis xAxis() {
    double[] shown = series.stream().flatMap(s -> s.x().stream()).mapToDouble(v -> v).toArray();
    return x.axis(shown, mark == Series.Mark.LINE ? 0.02 : 0.05, false);
  }

  private Axis yAxis() {
    List<Double> shown = new ArrayList<>();
    for (Series s : series) {
      for (int i = 0; i < s.y().size(); i++) {
        double value = s.y().get(i);
        shown.add(value);
        shown.add(value + s.errorOf(i));
        double lower = value - s.errorOf(i);
        shown.add(y.logarithmic && lower <= 0 ? value : lower);
      }
    }
    references.forEach(reference -> shown.add(reference.y()));
    if (mark == Series.Mark.BARS) {
      shown.add(0.0);
    }
    return y.axis(Values.of(shown), 0.05, mark == Series.Mark.BARS);
  }

  private Series line(Reference reference, Axis xAxis) {
    List<Double> xs = List.of(xAxis.low(), xAxis.high());
    List<Double> ys = List.of(reference.y(), reference.y());
    Series.Look look = Series.Look.of(REFERENCE, 1.5).withDashes();
    return new Series(reference.name(), Series.Mark.LINE, xs, ys, look);
  }

  private static double[] range(String name, double low, double high) {
    Require.that(low < high, "the %s range must have low < high, got %s, %s", name, low, high);
    return new double[] {low, high};
  }

  private Series last() {
    Require.that(!series.isEmpty(), "add a series first, then say how it looks");
    return series.get(series.size() - 1);
  }

  private Chart restyle(Series.Look look) {
    Series old = last();
    Series restyled = new Series(old.name(), old.mark(), old.x(), old.y(), look);
    series.set(series.size() - 1, restyled);
    return this;
  }

  private static double[] gaps(double[] values) {
    return Arrays.stream(values).map(v -> Double.isFinite(v) ? v : Double.NaN).toArray();
  }

  @Override
  public String toString() {
    List<String> names = series.stream().map(s -> s.name() + " (" + s.x().size() + ")").toList();
    return "Chart \"" + title + "\": " + y.label + " over " + x.label + "; " + names;
  }
}
