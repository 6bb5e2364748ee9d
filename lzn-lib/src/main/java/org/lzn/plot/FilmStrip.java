package org.lzn.plot;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** A few frames of a film side by side. */
final class FilmStrip {
  private static final int FRAME_WIDTH = 260;
  private static final int FRAME_HEIGHT = 230;
  private static final int LINE = 24;

  private FilmStrip() {}

  static BufferedImage draw(String title, List<Panel> panels) {
    List<BufferedImage> pictures = panels.stream().map(FilmStrip::picture).toList();
    int width = pictures.stream().mapToInt(BufferedImage::getWidth).sum();
    int tallest = pictures.stream().mapToInt(BufferedImage::getHeight).max().orElseThrow();
    Legend legend = new Legend(panels.get(0), width);
    BufferedImage strip = Canvas.white(width, LINE + tallest + legend.height());
    Graphics2D g = Canvas.pen(strip);
    Canvas.centred(g, title, width / 2, 17, Canvas.BOLD);
    int x = 0;
    for (BufferedImage picture : pictures) {
      g.drawImage(picture, x, LINE, null);
      x += picture.getWidth();
    }
    legend.draw(g, LINE + tallest, width);
    g.dispose();
    return panels.get(0).backdrop().isPresent()
        ? IndexedColours.ifExact(strip)
        : IndexedColours.of(strip);
  }

  /** Images keep their own pixels; everything else is drawn anew at the size of a frame. */
  private static BufferedImage picture(Panel panel) {
    if (!panel.x().hidden()) {
      boolean equal = panel.layout().equalAxes();
      return PanelPng.draw(
          panel.withLayout(new Panel.Layout(FRAME_WIDTH, FRAME_HEIGHT, equal, false)));
    }
    BufferedImage image = panel.backdrop().orElseThrow();
    BufferedImage framed = Canvas.white(image.getWidth() + 8, image.getHeight() + LINE);
    Graphics2D g = Canvas.pen(framed);
    Canvas.centred(g, panel.title(), framed.getWidth() / 2, 16, Canvas.BOLD);
    g.drawImage(image, 4, LINE, null);
    g.dispose();
    return framed;
  }
}
