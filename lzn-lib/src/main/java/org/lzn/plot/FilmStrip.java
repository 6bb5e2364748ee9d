package org.lzn.plot;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/** A few frames of a film side by side. */
final class FilmStrip {
  private static final int FRAME_WIDTH = 260;
  private static final int FRAME_HEIGHT = 230;
  private static final int LINE = 24;
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

  private FilmStrip() {}

  static BufferedImage draw(String title, List<Panel> panels) {
    List<BufferedImage> pictures = panels.stream().map(FilmStrip::picture).toList();
    int width = pictures.stream().mapToInt(BufferedImage::getWidth).sum();
    int tallest = pictures.stream().mapToInt(BufferedImage::getHeight).max().orElseThrow();
    boolean legend = panels.get(0).hasLegend();
    int height = LINE + tallest + (legend ? LINE : 0);
    BufferedImage strip = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = graphics(strip);
    centred(g, title, width / 2, 17, FONT.deriveFont(Font.BOLD, 14f));
    int x = 0;
    for (BufferedImage picture : pictures) {
      g.drawImage(picture, x, LINE, null);
      x += picture.getWidth();
    }
    if (legend) {
      legend(g, panels.get(0), height - 8, width);
    }
    g.dispose();
    return strip;
  }

  /** Images keep their own pixels; everything else is drawn anew at the size of a frame. */
  private static BufferedImage picture(Panel panel) {
    if (!panel.x().hidden()) {
      boolean equal = panel.layout().equalAxes();
      return PanelPng.draw(
          panel.withLayout(new Panel.Layout(FRAME_WIDTH, FRAME_HEIGHT, equal, false)));
    }
    BufferedImage image = panel.backdrop().orElseThrow();
    BufferedImage framed =
        new BufferedImage(
            image.getWidth() + 8, image.getHeight() + LINE, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = graphics(framed);
    centred(g, panel.title(), framed.getWidth() / 2, 16, FONT);
    g.drawImage(image, 4, LINE, null);
    g.dispose();
    return framed;
  }

  private static void legend(Graphics2D g, Panel panel, int y, int width) {
    List<Series> named = panel.series().stream().filter(s -> s.look().inLegend()).toList();
    g.setFont(FONT);
    int total = named.stream().mapToInt(s -> 32 + g.getFontMetrics().stringWidth(s.name())).sum();
    int x = (width - total) / 2;
    for (Series series : named) {
      g.setColor(series.look().colour());
      g.fillRoundRect(x, y - 10, 10, 10, 4, 4);
      g.setColor(Palette.INK);
      g.drawString(series.name(), x + 15, y);
      x += 32 + g.getFontMetrics().stringWidth(series.name());
    }
  }

  private static void centred(Graphics2D g, String text, int middle, int y, Font font) {
    g.setFont(font);
    g.setColor(Palette.INK);
    g.drawString(text, middle - g.getFontMetrics().stringWidth(text) / 2, y);
  }

  private static Graphics2D graphics(BufferedImage image) {
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, image.getWidth(), image.getHeight());
    return g;
  }
}
