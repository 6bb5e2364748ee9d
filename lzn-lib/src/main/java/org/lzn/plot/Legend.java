package org.lzn.plot;

import java.awt.BasicStroke;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** The names of a panel's series, in as many centred rows as they need. */
final class Legend {
  private static final int ROW = 22;
  private static final int SAMPLE = 22;
  private static final int SPACE = 16;

  private final List<List<Series>> rows = new ArrayList<>();
  private final FontMetrics metrics;

  /** Breaks the named series of a panel into rows of at most this many pixels. */
  Legend(Panel panel, int width) {
    metrics = Canvas.pen(Canvas.white(1, 1)).getFontMetrics(Canvas.FONT);
    int used = width;
    for (Series series : panel.hasLegend() ? panel.series() : List.<Series>of()) {
      if (!series.look().inLegend()) {
        continue;
      }
      if (used + widthOf(series) > width) {
        rows.add(new ArrayList<>());
        used = 0;
      }
      rows.get(rows.size() - 1).add(series);
      used += widthOf(series);
    }
  }

  int height() {
    return rows.isEmpty() ? 0 : rows.size() * ROW + 4;
  }

  /** Draws the rows below {@code top}, each in the middle of {@code width}. */
  void draw(Graphics2D g, int top, int width) {
    g.setFont(Canvas.FONT);
    int y = top + ROW / 2;
    for (List<Series> row : rows) {
      int x = (width - row.stream().mapToInt(this::widthOf).sum() + SPACE) / 2;
      for (Series series : row) {
        drawSample(g, series, x, y);
        g.setColor(Palette.INK);
        g.drawString(series.name(), x + SAMPLE + 6, y + 5);
        x += widthOf(series);
      }
      y += ROW;
    }
  }

  private int widthOf(Series series) {
    return SAMPLE + 6 + metrics.stringWidth(series.name()) + SPACE;
  }

  private static void drawSample(Graphics2D g, Series series, int x, int y) {
    g.setColor(series.look().colour());
    switch (series.mark()) {
      case LINE -> {
        g.setStroke(series.look().stroke());
        g.draw(new Line2D.Double(x, y, x + SAMPLE, y));
        g.setStroke(new BasicStroke(1));
      }
      case POINTS -> g.fill(new Ellipse2D.Double(x + SAMPLE - 10, y - 4.5, 9, 9));
      case BARS -> g.fill(new Rectangle2D.Double(x + SAMPLE - 13, y - 6, 12, 12));
    }
  }
}
