package org.lzn.plot;

import ai.djl.ndarray.NDArray;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lzn.tensor.Require;

/**
 * Small images at points of a plane, in the colours of their classes, such as a representation in
 * two dimensions. What is black in an image is clear.
 */
public final class ImageMap extends Plot {
  private static final int WIDTH = 800;
  private static final int MARGIN = 110; // of the figure around its plane: labels left and right
  private static final double SPACE = 0.03;
  private static final double DOT = 5;

  private final String title;
  private final Axis x;
  private final Axis y;
  private final List<Series> series;
  private final BufferedImage images;

  /**
   * Makes a map.
   *
   * @param title the heading
   * @param images shape (n, C, H, W), C = 1 or 3, in [-1, 1]
   * @param points (n, 2)
   * @param classes n numbers from 0 upwards
   * @param names of class 0, 1, ...
   */
  public ImageMap(
      String title, NDArray images, double[][] points, int[] classes, List<String> names) {
    int n = Math.toIntExact(images.getShape().get(0));
    Require.that(
        points.length == n && classes.length == n,
        "%d images need as many points and classes, got %d and %d",
        n,
        points.length,
        classes.length);
    this.title = title;
    this.x = axis(points, 0);
    this.y = axis(points, 1);
    double[] xy = Arrays.stream(points).flatMapToDouble(Arrays::stream).toArray();
    this.series = Series.perClass(xy, classes, DOT, names.toArray(String[]::new));
    this.images = picture(Pixels.of(images), points, classes);
  }

  private static Axis axis(double[][] points, int coordinate) {
    double[] extent =
        Values.extent(Arrays.stream(points).mapToDouble(point -> point[coordinate]).toArray());
    double space = SPACE * Math.max(extent[1] - extent[0], Double.MIN_NORMAL);
    return Axis.hidden(extent[0] - space, extent[1] + space);
  }

  private BufferedImage picture(List<BufferedImage> each, double[][] points, int[] classes) {
    int width = WIDTH - MARGIN;
    int height = (int) Math.round(width * (y.high() - y.low()) / (x.high() - x.low()));
    BufferedImage picture = Canvas.white(width, height);
    Graphics2D g = Canvas.pen(picture);
    for (int i = 0; i < points.length; i++) {
      BufferedImage image = tinted(each.get(i), Palette.of(classes[i]));
      double left = (points[i][0] - x.low()) / (x.high() - x.low()) * width;
      double top = (y.high() - points[i][1]) / (y.high() - y.low()) * height;
      g.drawImage(
          image,
          (int) Math.round(left - image.getWidth() / 2.0),
          (int) Math.round(top - image.getHeight() / 2.0),
          null);
    }
    g.dispose();
    return IndexedColours.of(picture);
  }

  /** Returns an image all of one colour, as opaque as it was bright. */
  private static BufferedImage tinted(BufferedImage image, Color colour) {
    BufferedImage tinted =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_ARGB);
    for (int row = 0; row < image.getHeight(); row++) {
      for (int column = 0; column < image.getWidth(); column++) {
        double bright = 0;
        int bands = image.getRaster().getNumBands();
        for (int band = 0; band < bands; band++) {
          bright += (double) image.getRaster().getSample(column, row, band) / bands;
        }
        int opaque = (int) Math.round(bright);
        tinted.setRGB(column, row, (opaque << 24) | (colour.getRGB() & 0xFFFFFF));
      }
    }
    return tinted;
  }

  @Override
  Panel panel() {
    Panel.Layout layout = new Panel.Layout(WIDTH, WIDTH, true, true);
    return new Panel(title, x, y, series, Optional.of(images), layout);
  }

  @Override
  public String toString() {
    int n = series.stream().mapToInt(one -> one.x().size()).sum();
    return "ImageMap \"" + title + "\": " + n + " images of " + series.size() + " classes";
  }
}
