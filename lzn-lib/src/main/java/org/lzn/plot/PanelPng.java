package org.lzn.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/** A panel as pixels: backdrop, axes and bars, lines, points, legend, from back to front. */
final class PanelPng {
  private static final int ERROR_CAP = 3;
  private static final int LEAST_HEIGHT = 120;

  private PanelPng() {}

  static BufferedImage draw(Panel panel) {
    int width = panel.layout().width();
    Legend legend = new Legend(panel, width);
    Axes axes = axes(panel, panel.layout().height() - legend.height());
    int height = axes.height();
    BufferedImage image = Canvas.white(width, height + legend.height());
    Graphics2D g = Canvas.pen(image);
    panel.backdrop().ifPresent(picture -> drawBackdrop(g, axes.plane(), picture));
    axes.draw(g);
    for (Series series : panel.series()) {
      g.setClip(axes.plane());
      switch (series.mark()) {
        case LINE -> drawErrors(g, axes, series); // the rest of them is drawn with the axes
        case POINTS -> drawPoints(g, axes, series);
        case BARS -> {}
      }
    }
    g.setClip(null);
    legend.draw(g, height, width);
    g.dispose();
    // A picture behind the series needs its soft shades; lines and letters do not.
    return panel.backdrop().isPresent() ? IndexedColours.ifExact(image) : IndexedColours.of(image);
  }

  /** Lays out the axes, at the height where a unit is as long on both if the panel asks for it. */
  private static Axes axes(Panel panel, int height) {
    int width = panel.layout().width();
    Axes axes = new Axes(panel, width, Math.max(LEAST_HEIGHT, height));
    if (!panel.layout().equalAxes()) {
      return axes;
    }
    double ratio = (panel.y().high() - panel.y().low()) / (panel.x().high() - panel.x().low());
    double missing = axes.plane().getWidth() * ratio - axes.plane().getHeight();
    return new Axes(
        panel, width, Math.max(LEAST_HEIGHT, axes.height() + (int) Math.round(missing)));
  }

  private static void drawBackdrop(Graphics2D g, Rectangle2D plane, BufferedImage picture) {
    int left = (int) Math.round(plane.getX());
    int top = (int) Math.round(plane.getY());
    int width = (int) Math.round(plane.getMaxX()) - left;
    g.drawImage(picture, left, top, width, (int) Math.round(plane.getMaxY()) - top, null);
  }

  /** Points with a white edge, so that neighbours stay apart and colours show on any backdrop. */
  private static void drawPoints(Graphics2D g, Axes axes, Series series) {
    drawErrors(g, axes, series);
    for (int i = 0; i < series.x().size(); i++) {
      double x = axes.screenX(series.x().get(i));
      double y = axes.screenY(series.y().get(i));
      double size = series.sizeOf(i);
      if (Double.isFinite(y)) {
        Ellipse2D disc = new Ellipse2D.Double(x - size / 2, y - size / 2, size, size);
        g.setColor(series.colourOf(i));
        g.fill(disc);
        g.setColor(Color.WHITE);
        g.setStroke(new BasicStroke(1));
        g.draw(disc);
      }
    }
  }

  private static void drawErrors(Graphics2D g, Axes axes, Series series) {
    if (series.look().errors().isEmpty()) {
      return;
    }
    g.setColor(series.look().colour());
    g.setStroke(new BasicStroke(1.2f));
    for (int i = 0; i < series.x().size(); i++) {
      double x = axes.screenX(series.x().get(i));
      double top = axes.screenY(series.y().get(i) + series.errorOf(i));
      double bottom = axes.screenY(series.y().get(i) - series.errorOf(i));
      if (!Double.isFinite(bottom)) {
        bottom = axes.plane().getMaxY(); // below 0 on a logarithmic axis
      }
      if (Double.isFinite(top)) {
        g.draw(new Line2D.Double(x, top, x, bottom));
        g.draw(new Line2D.Double(x - ERROR_CAP, top, x + ERROR_CAP, top));
        g.draw(new Line2D.Double(x - ERROR_CAP, bottom, x + ERROR_CAP, bottom));
      }
    }
  }
}
