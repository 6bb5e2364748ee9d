package org.lzn.plot;

import ai.djl.ndarray.NDArray;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.lzn.tensor.Require;

/**
 * Points that belong together, in one look.
 *
 * @param name what the legend says
 * @param mark line, points or bars
 * @param x positions; for bars the number of the category
 * @param y values, NaN where there is a gap
 * @param look colours, sizes and error bars
 */
record Series(String name, Mark mark, List<Double> x, List<Double> y, Look look) {
  enum Mark {
    LINE,
    POINTS,
    BARS
  }

  /**
   * How a series looks.
   *
   * @param colour of the line, and of points without a colour of their own
   * @param size width of a line or diameter of a point, in pixels
   * @param dashed whether a line is dashed
   * @param inLegend whether the legend names the series
   * @param errors half lengths of the error bars, or empty
   * @param each sizes and colours point by point
   */
  record Look(
      Color colour, double size, boolean dashed, boolean inLegend, List<Double> errors, Each each) {
    static Look of(Color colour, double size) {
      return new Look(colour, size, false, true, List.of(), Each.ALIKE);
    }

    BasicStroke stroke() {
      float[] dashes = dashed ? new float[] {6, 5} : null;
      return new BasicStroke(
          (float) size, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dashes, 0);
    }

    Look withDashes() {
      return new Look(colour, size, true, inLegend, errors, each);
    }

    Look outOfLegend() {
      return new Look(colour, size, dashed, false, errors, each);
    }

    Look withErrors(List<Double> halfLengths) {
      return new Look(colour, size, dashed, inLegend, List.copyOf(halfLengths), each);
    }

    Look withEach(List<Double> sizes, List<Color> colours) {
      return new Look(colour, size, dashed, inLegend, errors, new Each(sizes, colours));
    }
  }

  /** Sizes and colours point by point; an empty list means all alike. */
  record Each(List<Double> sizes, List<Color> colours) {
    static final Each ALIKE = new Each(List.of(), List.of());

    Each {
      sizes = List.copyOf(sizes);
      colours = List.copyOf(colours);
    }
  }

  Series {
    x = List.copyOf(x);
    y = List.copyOf(y);
    sameLength(name, "y values", y.size(), x.size());
    if (!look.errors().isEmpty()) {
      sameLength(name, "errors", look.errors().size(), x.size());
    }
    if (!look.each().sizes().isEmpty()) {
      sameLength(name, "sizes", look.each().sizes().size(), x.size());
    }
    if (!look.each().colours().isEmpty()) {
      sameLength(name, "colours", look.each().colours().size(), x.size());
    }
  }

  /**
   * Returns points of a plane as one series per class, in the class's colour.
   *
   * @param points shape (n, 2)
   * @param classes n numbers from 0 upwards
   * @param size diameter of a point in pixels
   * @param names of class 0, 1, ...; where they run out a class is called by its number
   */
  static List<Series> perClass(NDArray points, int[] classes, double size, String... names) {
    Require.shape("points", points, classes.length, 2);
    return perClass(Values.of(points), classes, size, names);
  }

  /** The same of points one after the other, x and y of each. */
  static List<Series> perClass(double[] xy, int[] classes, double size, String... names) {
    List<Series> series = new ArrayList<>();
    for (int label : Arrays.stream(classes).distinct().sorted().toArray()) {
      int[] members = IntStream.range(0, classes.length).filter(i -> classes[i] == label).toArray();
      List<Double> x = Arrays.stream(members).mapToObj(i -> xy[2 * i]).toList();
      List<Double> y = Arrays.stream(members).mapToObj(i -> xy[2 * i + 1]).toList();
      String name = label < names.length ? names[label] : Integer.toString(label);
      series.add(new Series(name, Mark.POINTS, x, y, Look.of(Palette.of(label), size)));
    }
    return series;
  }

  double sizeOf(int point) {
    return look.each().sizes().isEmpty() ? look.size() : look.each().sizes().get(point);
  }

  Color colourOf(int point) {
    return look.each().colours().isEmpty() ? look.colour() : look.each().colours().get(point);
  }

  double errorOf(int point) {
    return look.errors().isEmpty() ? 0 : look.errors().get(point);
  }

  private static void sameLength(String name, String what, int actual, int expected) {
    if (actual != expected) {
      throw new IllegalArgumentException(
          String.format(
              "series '%s' has %d x values and %d %s: they must be as many",
              name, expected, actual, what));
    }
  }
}
