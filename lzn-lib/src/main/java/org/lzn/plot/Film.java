package org.lzn.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;
import org.lzn.tensor.Require;

/**
 * Figures over time: with Plotly a film with a slider and a play button, as a PNG a strip of a few
 * of its frames.
 *
 * <pre>
 * Film.over("Zones", "t", times, t -> ZoneMap.of(plane, weights(t)))
 * </pre>
 *
 * <p>All frames share the ranges of their axes and must have as many series each.
 */
public final class Film extends Figure {
  private final String title;
  private final List<String> labels = new ArrayList<>();
  private final List<Panel> frames = new ArrayList<>();
  private int stripLength = 5;

  private Film(String title) {
    this.title = title;
  }

  /** Returns an empty film. */
  public static Film of(String title) {
    return new Film(title);
  }

  /** Returns the film of a figure that depends on a quantity, such as the time t. */
  public static Film over(
      String title, String quantity, double[] values, DoubleFunction<? extends Plot> figure) {
    Film film = new Film(title);
    for (double value : values) {
      film.add(quantity + " = " + TraceJson.number(value), figure.apply(value));
    }
    return film;
  }

  /** Adds a frame under the label that the slider shows, and returns this film. */
  public Film add(String label, Plot figure) {
    Panel panel = figure.panel();
    if (!frames.isEmpty()) {
      int first = frames.get(0).series().size();
      Require.that(
          panel.series().size() == first,
          "frame '%s' has %s series, but the first frame has %s",
          label,
          panel.series().size(),
          first);
    }
    labels.add(label);
    frames.add(panel);
    return this;
  }

  /** Sets how many frames the PNG shows, evenly spaced from the first to the last. */
  public Film strip(int length) {
    Require.that(length > 0, "a strip must show 1 frame or more, got %s", length);
    stripLength = length;
    return this;
  }

  @Override
  public byte[] toPng() {
    List<Panel> panels = panels();
    int n = panels.size();
    int shown = Math.min(stripLength, n);
    int[] chosen =
        IntStream.range(0, shown)
            .map(i -> shown == 1 ? 0 : (int) Math.round((double) i * (n - 1) / (shown - 1)))
            .toArray();
    List<Panel> strip = new ArrayList<>();
    for (int frame : chosen) {
      strip.add(panels.get(frame).withTitle(labels.get(frame)));
    }
    return Png.encode(FilmStrip.draw(title, strip));
  }

  @Override
  Map<String, Object> plotly() {
    return FilmJson.figure(title, labels, panels());
  }

  /** Returns the frames over common ranges. */
  private List<Panel> panels() {
    Require.that(!frames.isEmpty(), "the film has no frames yet: add(label, figure)");
    Axis x = frames.stream().map(Panel::x).reduce(Axis::including).orElseThrow();
    Axis y = frames.stream().map(Panel::y).reduce(Axis::including).orElseThrow();
    return frames.stream().map(panel -> panel.withAxes(x, y)).toList();
  }

  @Override
  public String toString() {
    return "Film \"" + title + "\": " + frames.size() + " frames " + labels;
  }
}
