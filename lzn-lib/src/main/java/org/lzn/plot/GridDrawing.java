package org.lzn.plot;

import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Lays images out in lines, labels to their left, captions below, a title above. */
final class GridDrawing {
  private static final int GAP = 3;

  /** Smaller images are enlarged to about this width, and larger than the second ones shrunk. */
  private static final int CELL = 56;

  private static final int LARGEST_CELL = 128;
  private static final int TEXT_HEIGHT = 18;

  /** Images side by side; an empty label or caption takes no room. */
  record Line(String label, List<BufferedImage> images, List<String> captions) {}

  private final String title;
  private final List<Line> lines;
  private final int wanted;
  private final int width;
  private final int height;

  GridDrawing(String title, List<Line> lines, int wantedCell) {
    this.title = title;
    this.lines = lines;
    this.wanted = wantedCell;
    BufferedImage sample = scaled(lines.get(0).images().get(0));
    this.width = sample.getWidth();
    this.height = sample.getHeight();
  }

  BufferedImage draw() {
    int labelWidth = labelWidth();
    int columns = lines.stream().mapToInt(line -> line.images().size()).max().orElseThrow();
    int top = title.isEmpty() ? GAP : TEXT_HEIGHT + 2 * GAP;
    int total = top + lines.stream().mapToInt(this::heightOf).sum();
    int type = lines.get(0).images().get(0).getType();
    BufferedImage canvas = Canvas.white(labelWidth + GAP + columns * (width + GAP), total, type);
    Graphics2D g = Canvas.pen(canvas);
    if (!title.isEmpty()) {
      text(g, Canvas.BOLD, title, 0, TEXT_HEIGHT - 4, canvas.getWidth());
    }
    int y = top;
    for (Line line : lines) {
      drawLine(canvas, g, line, labelWidth, y);
      y += heightOf(line);
    }
    g.dispose();
    return canvas;
  }

  private int heightOf(Line line) {
    return height + GAP + (line.captions().isEmpty() ? 0 : TEXT_HEIGHT);
  }

  private void drawLine(BufferedImage canvas, Graphics2D g, Line line, int left, int y) {
    if (!line.label().isEmpty()) {
      g.setFont(Canvas.FONT);
      g.drawString(line.label(), GAP, y + height / 2 + 5);
    }
    for (int i = 0; i < line.images().size(); i++) {
      int x = left + GAP + i * (width + GAP);
      // The raster is copied: drawing would convert grey levels between colour spaces.
      canvas.getRaster().setRect(x, y, scaled(line.images().get(i)).getRaster());
      if (i < line.captions().size()) {
        text(g, Canvas.FONT.deriveFont(12f), line.captions().get(i), x, y + height + 13, width);
      }
    }
  }

  private int labelWidth() {
    FontMetrics metrics = Canvas.pen(Canvas.white(1, 1)).getFontMetrics(Canvas.FONT);
    int widest = lines.stream().mapToInt(line -> metrics.stringWidth(line.label())).max().orElse(0);
    return widest == 0 ? 0 : widest + 3 * GAP;
  }

  /** Draws a text in the middle of a width, smaller or cut where it is too long. */
  private static void text(Graphics2D g, Font font, String text, int x, int y, int width) {
    Font fitting = font;
    while (fitting.getSize2D() > 8 && g.getFontMetrics(fitting).stringWidth(text) > width) {
      fitting = fitting.deriveFont(fitting.getSize2D() - 0.5f);
    }
    String shown = text;
    while (shown.length() > 2 && g.getFontMetrics(fitting).stringWidth(shown) > width) {
      shown = shown.substring(0, shown.length() - 2) + "…";
    }
    g.setFont(fitting);
    g.drawString(shown, x + (width - g.getFontMetrics().stringWidth(shown)) / 2, y);
  }

  private BufferedImage scaled(BufferedImage image) {
    int own = Math.max(image.getWidth(), image.getHeight());
    int target = wanted > 0 ? wanted : Math.min(LARGEST_CELL, Math.max(CELL, own));
    if (own < target) {
      return Pixels.enlarged(image, Math.max(1, Math.round((float) target / own)));
    }
    int divisor = (own + target - 1) / target;
    return divisor == 1 ? image : Pixels.reduced(image, divisor);
  }
}
