package org.lzn.plot;

import ai.djl.ndarray.NDArray;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.lzn.tensor.Require;

/**
 * A latent plane coloured by zone ([Lin25] figure 2), with anchors, latents and trajectories.
 *
 * <pre>
 * var plane = Plane.square(3, 200);
 * ZoneMap.of(plane, weights).anchors(anchors).paths(trajectories)     // weights at plane.centres(manager)
 * </pre>
 *
 * <p>Zone j has colour j of the {@link Palette}, lightened; where weights are soft the colours mix
 * in proportion. A unit is as long on both axes. Every method changes this map and returns it; the
 * numbers are copied.
 */
public final class ZoneMap extends Plot {
  /** Share of white in a zone's colour, so that points in the full colour stand out. */
  private static final double LIGHTNESS = 0.55;

  private final Plane plane;
  private final BufferedImage zones;
  private final List<Series> series = new ArrayList<>();
  private String title = "";
  private String x = "";
  private String y = "";
  private int width = 480;

  private ZoneMap(Plane plane, BufferedImage zones) {
    this.plane = plane;
    this.zones = zones;
  }

  /** Returns a map from a zone's number for each cell, in the plane's order. */
  public static ZoneMap of(Plane plane, int[] zones) {
    Require.that(
        zones.length == plane.cells(),
        "zones must have one number for each of the plane's %s cells, got %s",
        plane.cells(),
        zones.length);
    return new ZoneMap(plane, picture(plane, i -> light(Palette.of(zones[i])).getRGB()));
  }

  /**
   * Returns a map from an array.
   *
   * @param zones shape (cells), each cell's zone, or (cells, k), each cell's weights of k zones:
   *     not negative, the sum of a row 1 to within 1e-3
   */
  public static ZoneMap of(Plane plane, NDArray zones) {
    double[] values = Values.of(zones);
    if (zones.getShape().dimension() == 1) {
      return of(plane, Arrays.stream(values).mapToInt(v -> (int) v).toArray());
    }
    Require.shape("weights", zones, plane.cells(), -1);
    int k = (int) zones.getShape().get(1);
    return new ZoneMap(plane, picture(plane, i -> blend(values, i, k)));
  }

  /** Sets the heading. */
  public ZoneMap title(String text) {
    title = text;
    return this;
  }

  /** Names the axes. */
  public ZoneMap axes(String horizontal, String vertical) {
    x = horizontal;
    y = vertical;
    return this;
  }

  /** Sets the width in pixels; the height follows. */
  public ZoneMap width(int pixels) {
    width = new Panel.Layout(pixels, pixels, true, true).width();
    return this;
  }

  /** Adds anchors, shape (k, 2): large points, number j in the colour of zone j. */
  public ZoneMap anchors(NDArray points) {
    Require.shape("anchors", points, -1, 2);
    int k = (int) points.getShape().get(0);
    int[] each = IntStream.range(0, k).toArray();
    Series.perClass(points, each, 13).forEach(one -> series.add(unnamed(one)));
    return this;
  }

  /** Adds points, shape (n, 2), all dark. */
  public ZoneMap points(String name, NDArray points) {
    Require.shape("points", points, -1, 2);
    int[] alike = new int[(int) points.getShape().get(0)];
    Series one = Series.perClass(points, alike, 6, name).get(0);
    series.add(new Series(name, one.mark(), one.x(), one.y(), Series.Look.of(Palette.INK, 6)));
    return this;
  }

  /**
   * Adds points, shape (n, 2), in the colours of their classes.
   *
   * @param names what the legend calls class 0, 1, ...; without names there is no legend
   */
  public ZoneMap points(NDArray points, int[] classes, String... names) {
    for (Series one : Series.perClass(points, classes, 7, names)) {
      series.add(names.length == 0 ? unnamed(one) : one);
    }
    return this;
  }

  /**
   * Adds trajectories.
   *
   * @param paths shape (steps, n, 2): where each of n points is at each step
   * @param classes whose colours the n trajectories have; none: all are dark
   */
  public ZoneMap paths(NDArray paths, int... classes) {
    Require.shape("paths", paths, -1, -1, 2);
    int steps = (int) paths.getShape().get(0);
    int n = (int) paths.getShape().get(1);
    Require.that(
        classes.length == 0 || classes.length == n,
        "classes must be one for each of %s paths, got %s",
        n,
        classes.length);
    double[] xy = Values.of(paths);
    int[] labels = classes.length == 0 ? new int[n] : classes;
    for (int label : Arrays.stream(labels).distinct().sorted().toArray()) {
      Color colour = classes.length == 0 ? Palette.INK : Palette.of(label);
      int[] members = IntStream.range(0, n).filter(i -> labels[i] == label).toArray();
      series.add(trajectories(xy, steps, n, members, colour));
    }
    return this;
  }

  /** One line for all members, a gap after each. */
  private Series trajectories(double[] xy, int steps, int n, int[] members, Color colour) {
    List<Double> xs = new ArrayList<>();
    List<Double> ys = new ArrayList<>();
    for (int member : members) {
      for (int step = 0; step < steps; step++) {
        xs.add(xy[2 * (step * n + member)]);
        ys.add(xy[2 * (step * n + member) + 1]);
      }
      xs.add(xs.get(xs.size() - 1));
      ys.add(Double.NaN);
    }
    String name = "paths " + series.size();
    return new Series(name, Series.Mark.LINE, xs, ys, Series.Look.of(colour, 1.3).outOfLegend());
  }

  private Series unnamed(Series one) {
    String name = "points " + series.size();
    return new Series(name, one.mark(), one.x(), one.y(), one.look().outOfLegend());
  }

  private static BufferedImage picture(Plane plane, IntUnaryOperator colour) {
    BufferedImage image =
        new BufferedImage(plane.columns(), plane.rows(), BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < plane.cells(); i++) {
      image.setRGB(i % plane.columns(), i / plane.columns(), colour.applyAsInt(i));
    }
    return image;
  }

  private static Color light(Color colour) {
    return Palette.mix(colour, Color.WHITE, LIGHTNESS);
  }

  private static int blend(double[] weights, int cell, int k) {
    double red = 0;
    double green = 0;
    double blue = 0;
    double sum = 0;
    for (int j = 0; j < k; j++) {
      double weight = weights[cell * k + j];
      Color colour = light(Palette.of(j));
      red += weight * colour.getRed();
      green += weight * colour.getGreen();
      blue += weight * colour.getBlue();
      sum += weight;
      Require.that(weight >= 0, "weights must not be negative, got %s in cell %s", weight, cell);
    }
    Require.that(
        Math.abs(sum - 1) < 1e-3, "weights of a cell must sum to 1, got %s in cell %s", sum, cell);
    return new Color((int) Math.round(red), (int) Math.round(green), (int) Math.round(blue))
        .getRGB();
  }

  @Override
  Panel panel() {
    return new Panel(
        title,
        Axis.linear(x, plane.left(), plane.right()),
        Axis.linear(y, plane.bottom(), plane.top()),
        series,
        Optional.of(zones),
        new Panel.Layout(width, width, true, true));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "ZoneMap%s: [%s, %s] x [%s, %s], %d x %d cells, %d series",
        title.isEmpty() ? "" : " \"" + title + "\"",
        plane.left(),
        plane.right(),
        plane.bottom(),
        plane.top(),
        plane.columns(),
        plane.rows(),
        series.size());
  }
}
