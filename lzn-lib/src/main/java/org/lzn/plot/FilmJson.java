package org.lzn.plot;

import java.util.ArrayList;
import java.util.List;

/** A film as a Plotly figure: the first frame, all frames, a slider and two buttons. */
final class FilmJson {
  private static final int PAUSE_MS = 250;
  private static final int CONTROLS = 110;
  private static final int LEAST_WIDTH = 440;

  private FilmJson() {}

  static PlotlyJson figure(String title, List<String> labels, List<Panel> panels) {
    Panel first = panels.get(0).withTitle(title);
    PlotlyJson layout = PanelJson.layout(first);
    layout.put("height", first.layout().height() + CONTROLS);
    layout.put("width", Math.max(first.layout().width(), LEAST_WIDTH));
    layout.put("sliders", List.of(slider(labels)));
    layout.put("updatemenus", List.of(buttons()));
    List<Object> frames = new ArrayList<>();
    for (int i = 0; i < panels.size(); i++) {
      frames.add(frame(i, panels.get(i)));
    }
    return PlotlyJson.of("data", TraceJson.of(first)).and("layout", layout).and("frames", frames);
  }

  private static PlotlyJson frame(int index, Panel panel) {
    PlotlyJson frame = PlotlyJson.of("name", name(index)).and("data", TraceJson.of(panel));
    Object images = PanelJson.layout(panel).get("images");
    if (images != null) {
      frame.put("layout", PlotlyJson.of("images", images));
    }
    return frame;
  }

  /** Frames are known by their number: labels may repeat. */
  private static String name(int index) {
    return "frame " + index;
  }

  private static PlotlyJson slider(List<String> labels) {
    List<Object> steps = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      List<Object> target = List.of(List.of(name(i)), animation(0, "immediate"));
      steps.add(PlotlyJson.of("label", labels.get(i)).and("method", "animate").and("args", target));
    }
    // Only the current label is legible: those of all steps would lie on one another.
    return PlotlyJson.of("active", 0)
        .and("steps", steps)
        .and("x", 0.26)
        .and("len", 0.74)
        .and("y", 0)
        .and("yanchor", "top")
        .and("pad", PlotlyJson.of("t", 55).and("b", 10))
        .and("ticklen", 0)
        .and("minorticklen", 0)
        .and(
            "currentvalue",
            PlotlyJson.of("visible", true)
                .and("xanchor", "left")
                .and("font", PlotlyJson.of("size", 13).and("color", Palette.css(Palette.INK))))
        .and("font", PlotlyJson.of("color", "rgba(0,0,0,0)"));
  }

  private static PlotlyJson buttons() {
    List<Object> play = new ArrayList<>();
    play.add(null);
    play.add(animation(PAUSE_MS, "afterall"));
    List<Object> nothing = new ArrayList<>();
    nothing.add(null);
    return PlotlyJson.of("type", "buttons")
        .and("direction", "left")
        .and("showactive", false)
        .and("x", 0)
        .and("xanchor", "left")
        .and("y", 0)
        .and("yanchor", "top")
        .and("pad", PlotlyJson.of("t", 60).and("r", 10))
        .and(
            "buttons",
            List.of(
                PlotlyJson.of("label", "▶").and("method", "animate").and("args", play),
                PlotlyJson.of("label", "❚❚")
                    .and("method", "animate")
                    .and("args", List.of(nothing, animation(0, "immediate")))));
  }

  private static PlotlyJson animation(int milliseconds, String mode) {
    return PlotlyJson.of("mode", mode)
        .and("fromcurrent", true)
        .and("frame", PlotlyJson.of("duration", milliseconds).and("redraw", true))
        .and("transition", PlotlyJson.of("duration", 0));
  }
}
