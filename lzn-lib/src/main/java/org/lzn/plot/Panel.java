package org.lzn.plot;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;

/**
 * What a figure shows, before any pixel and any JSON: {@link PanelPng} and {@link PanelJson} read
 * this and nothing else, so that the two cannot disagree.
 *
 * @param title the heading, or empty
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param series lines, points and bars, drawn in this order
 * @param backdrop a picture that fills the plane behind the series
 * @param layout size and proportion
 */
record Panel(
    String title,
    Axis x,
    Axis y,
    List<Series> series,
    Optional<BufferedImage> backdrop,
    Layout layout) {
  /**
   * Size in pixels and proportion of a panel.
   *
   * @param width of the whole figure
   * @param height of the whole figure; follows from the width where the axes are equal
   * @param equalAxes whether a unit is as long on both axes
   * @param legend whether named series are listed below
   */
  record Layout(int width, int height, boolean equalAxes, boolean legend) {
    Layout {
      if (width < 200 || height < 200 || width > 4000 || height > 4000) {
        throw new IllegalArgumentException(
            "a figure must be 200 to 4000 pixels wide and high, got " + width + " x " + height);
      }
    }
  }

  Panel {
    series = List.copyOf(series);
  }

  /** Returns whether a legend is to be drawn: asked for, and something to say. */
  boolean hasLegend() {
    return layout.legend() && series.stream().anyMatch(s -> s.look().inLegend());
  }

  Panel withLayout(Layout other) {
    return new Panel(title, x, y, series, backdrop, other);
  }

  Panel withTitle(String other) {
    return new Panel(other, x, y, series, backdrop, layout);
  }

  Panel withAxes(Axis otherX, Axis otherY) {
    return new Panel(title, otherX, otherY, series, backdrop, layout);
  }
}
