package org.lzn.plot;

import ai.djl.ndarray.NDArray;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lzn.tensor.Require;

/**
 * Figure 1 of [Lin25] with samples of one's own: the latent space in the middle, its zones shown by
 * pictures at the places of their latents, and the data types around it, each with a sample. The
 * arrow to the middle is its encoder, the arrow from it its decoder.
 *
 * <pre>
 * SpaceFigure.of(pictures, points).type("noto", picture).type("caption", "woman: dark skin tone")
 * </pre>
 *
 * <p>Every method changes this figure and returns it; the pixels are copied.
 */
public final class SpaceFigure extends Plot {
  private static final int WIDTH = 860;
  private static final int HEIGHT = 620;
  private static final int RADIUS = 165;
  private static final int BOX = 150;
  private static final int PICTURE = 64;
  private static final int LINE = 16;
  private static final int LETTERS = 21; // of a text in one line of a box
  private static final double ARROW = 8;

  /** A data type's name and its sample, a picture or a text. */
  private record Type(String name, Optional<BufferedImage> picture, String text) {}

  private final List<BufferedImage> pictures;
  private final double[][] points;
  private final List<Type> types = new ArrayList<>();

  private SpaceFigure(List<BufferedImage> pictures, double[][] points) {
    this.pictures = pictures;
    this.points = points;
  }

  /**
   * Returns the space without its types.
   *
   * @param pictures (n, C, H, W), in [-1, 1]
   * @param points where they lie, (n, 2), in any units
   */
  static SpaceFigure of(NDArray pictures, double[][] points) {
    Require.that(
        points.length == pictures.getShape().get(0),
        "%d pictures need as many points, got %d",
        pictures.getShape().get(0),
        points.length);
    return new SpaceFigure(Pixels.of(pictures), points);
  }

  /** Adds a type of pictures with the first of a batch. */
  public SpaceFigure type(String name, ImageBatch sample) {
    types.add(new Type(name, Optional.of(sample.pixels().get(0)), ""));
    return this;
  }

  /** Adds a type of texts or labels. */
  public SpaceFigure type(String name, String sample) {
    types.add(new Type(name, Optional.empty(), sample));
    return this;
  }

  /** Only the picture. */
  @Override
  public Map<String, Object> forms() {
    return Map.of(PNG, Base64.getEncoder().encodeToString(toPng()));
  }

  @Override
  public byte[] toPng() {
    return Png.encode(draw());
  }

  @Override
  Panel panel() {
    Panel.Layout layout = new Panel.Layout(WIDTH + 90, HEIGHT + 110, true, false);
    return new Panel(
        "", Axis.hidden(0, WIDTH), Axis.hidden(0, HEIGHT), List.of(), Optional.of(draw()), layout);
  }

  private BufferedImage draw() {
    BufferedImage canvas = Canvas.white(WIDTH, HEIGHT);
    Graphics2D g = Canvas.pen(canvas);
    drawSpace(g);
    for (int k = 0; k < types.size(); k++) {
      double angle = Math.PI * (2.0 * k / types.size() - 0.5);
      drawType(g, types.get(k), angle);
    }
    g.dispose();
    return canvas;
  }

  private void drawSpace(Graphics2D g) {
    double[] middle = {WIDTH / 2.0, HEIGHT / 2.0};
    Ellipse2D disc =
        new Ellipse2D.Double(middle[0] - RADIUS, middle[1] - RADIUS, 2 * RADIUS, 2 * RADIUS);
    double[] centre = new double[2];
    for (double[] point : points) {
      centre[0] += point[0] / points.length;
      centre[1] += point[1] / points.length;
    }
    double farthest =
        Arrays.stream(points)
            .mapToDouble(p -> Math.hypot(p[0] - centre[0], p[1] - centre[1]))
            .max()
            .orElse(1);
    g.setClip(disc);
    for (int i = 0; i < points.length; i++) {
      BufferedImage picture = pictures.get(i);
      double scale = (RADIUS - picture.getWidth() / 2.0) / farthest;
      double x = middle[0] + scale * (points[i][0] - centre[0]) - picture.getWidth() / 2.0;
      double y = middle[1] - scale * (points[i][1] - centre[1]) - picture.getHeight() / 2.0;
      g.drawImage(withoutPaper(picture), (int) Math.round(x), (int) Math.round(y), null);
    }
    g.setClip(null);
    g.setColor(Palette.of(0));
    g.setStroke(new BasicStroke(2));
    g.draw(disc);
    int below = HEIGHT / 2 + RADIUS + 18;
    Canvas.centred(g, "one latent space", WIDTH / 2 + 95, below, Canvas.BOLD); // beside arrows
  }

  /** White is paper, through which what lies below is seen. */
  private static BufferedImage withoutPaper(BufferedImage picture) {
    BufferedImage clear =
        new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < clear.getHeight(); y++) {
      for (int x = 0; x < clear.getWidth(); x++) {
        int colour = picture.getRGB(x, y);
        clear.setRGB(x, y, (colour & 0xFFFFFF) == 0xFFFFFF ? 0 : colour);
      }
    }
    return clear;
  }

  private void drawType(Graphics2D g, Type type, double angle) {
    double x = WIDTH / 2.0 + Math.cos(angle) * (WIDTH / 2.0 - BOX / 2.0 - 8);
    double y = HEIGHT / 2.0 + Math.sin(angle) * (HEIGHT / 2.0 - 56);
    double toward = Math.atan2(y - HEIGHT / 2.0, x - WIDTH / 2.0);
    double rim = RADIUS + 6;
    double from = Math.hypot(x - WIDTH / 2.0, y - HEIGHT / 2.0) - outside(toward);
    g.setStroke(new BasicStroke(1.6f));
    g.setColor(Palette.of(1));
    arrow(g, polar(toward - 0.04, from), polar(toward - 0.06, rim));
    g.setColor(Palette.of(2));
    arrow(g, polar(toward + 0.06, rim), polar(toward + 0.04, from));
    drawBox(g, type, (int) Math.round(x), (int) Math.round(y));
  }

  /** How far from a box's middle its border lies, seen at an angle. */
  private static double outside(double angle) {
    double wide = (BOX / 2.0 + 4) / Math.max(1e-9, Math.abs(Math.cos(angle)));
    double high = 58 / Math.max(1e-9, Math.abs(Math.sin(angle)));
    return Math.min(wide, high);
  }

  private static double[] polar(double angle, double radius) {
    return new double[] {
      WIDTH / 2.0 + Math.cos(angle) * radius, HEIGHT / 2.0 + Math.sin(angle) * radius
    };
  }

  private static void arrow(Graphics2D g, double[] from, double[] to) {
    g.draw(new Line2D.Double(from[0], from[1], to[0], to[1]));
    double angle = Math.atan2(to[1] - from[1], to[0] - from[0]);
    Path2D head = new Path2D.Double();
    head.moveTo(to[0], to[1]);
    for (double side : new double[] {-0.4, 0.4}) {
      head.lineTo(to[0] - ARROW * Math.cos(angle + side), to[1] - ARROW * Math.sin(angle + side));
    }
    head.closePath();
    g.fill(head);
  }

  private static void drawBox(Graphics2D g, Type type, int x, int y) {
    List<String> lines = wrapped(type.text());
    int inside = type.picture().isPresent() ? PICTURE : LINE * lines.size();
    int height = inside + LINE + 14;
    RoundRectangle2D box =
        new RoundRectangle2D.Double(x - BOX / 2.0, y - height / 2.0, BOX, height, 12, 12);
    g.setColor(Color.WHITE);
    g.fill(box);
    g.setColor(Palette.RULE);
    g.draw(box);
    Canvas.centred(g, type.name(), x, y - height / 2 + LINE, Canvas.BOLD);
    int top = y - height / 2 + LINE + 6;
    type.picture().ifPresent(p -> g.drawImage(p, x - PICTURE / 2, top, PICTURE, PICTURE, null));
    for (int i = 0; i < lines.size() && type.picture().isEmpty(); i++) {
      Canvas.centred(g, lines.get(i), x, top + LINE * (i + 1) - 4, Canvas.FONT);
    }
  }

  /** A text in lines of a box's width. */
  private static List<String> wrapped(String text) {
    List<String> lines = new ArrayList<>(List.of(""));
    for (String word : text.split(" ", -1)) {
      int last = lines.size() - 1;
      String longer = (lines.get(last) + " " + word).strip();
      if (longer.length() > LETTERS && !lines.get(last).isEmpty()) {
        lines.add(word);
      } else {
        lines.set(last, longer);
      }
    }
    return lines;
  }

  @Override
  public String toString() {
    return "SpaceFigure: "
        + points.length
        + " pictures, types "
        + types.stream().map(Type::name).toList();
  }
}
