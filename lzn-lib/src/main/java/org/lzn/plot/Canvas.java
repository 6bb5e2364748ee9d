package org.lzn.plot;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** White paper to draw on, and the one hand that writes on it. */
final class Canvas {
  static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
  static final Font BOLD = new Font(Font.SANS_SERIF, Font.BOLD, 14);

  private Canvas() {}

  static BufferedImage white(int width, int height, int type) {
    BufferedImage image = new BufferedImage(width, height, type);
    Graphics2D g = image.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, width, height);
    g.dispose();
    return image;
  }

  static BufferedImage white(int width, int height) {
    return white(width, height, BufferedImage.TYPE_INT_RGB);
  }

  /** Smooth lines and letters; pictures keep sharp pixels. */
  static Graphics2D pen(BufferedImage image) {
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    g.setColor(Palette.INK);
    return g;
  }

  static void centred(Graphics2D g, String text, int middle, int baseline, Font font) {
    g.setFont(font);
    g.setColor(Palette.INK);
    g.drawString(text, middle - g.getFontMetrics().stringWidth(text) / 2, baseline);
  }
}
