package org.lzn.plot;

import static org.lzn.plot.PanelJson.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A film as a Plotly figure: the first frame, all frames, a slider and two buttons. */
final class FilmJson {
  private static final int PAUSE_MS = 250;
  private static final int CONTROLS = 110;

  private FilmJson() {}

  static Map<String, Object> figure(String title, List<String> labels, List<Panel> panels) {
    Panel first = panels.get(0).withTitle(title);
    Map<String, Object> layout = PanelJson.layout(first);
    layout.put("height", first.layout().height() + CONTROLS);
    layout.put("sliders", List.of(slider(labels)));
    layout.put("updatemenus", List.of(buttons()));
    List<Object> frames = new ArrayList<>();
    for (int i = 0; i < panels.size(); i++) {
      frames.add(frame(i, panels.get(i)));
    }
    return map("data", PanelJson.data(first), "layout", layout, "frames", frames);
  }

  private static Map<String, Object> frame(int index, Panel panel) {
    Map<String, Object> frame = map("name", name(index), "data", PanelJson.data(panel));
    Object images = PanelJson.layout(panel).get("images");
    if (images != null) {
      frame.put("layout", map("images", images));
    }
    return frame;
  }

  /** Frames are known by their number: labels may repeat. */
  private static String name(int index) {
    return "frame " + index;
  }

  private static Map<String, Object> slider(List<String> labels) {
    List<Object> steps = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      List<Object> target = List.of(List.of(name(i)), animation(0, "immediate"));
      steps.add(map("label", labels.get(i), "method", "animate", "args", target));
    }
    return map(
        "active",
        0,
        "steps",
        steps,
        "x",
        0.16,
        "len",
        0.84,
        "y",
        0,
        "yanchor",
        "top",
        "pad",
        map("t", 55, "b", 10),
        "ticklen",
        0,
        "minorticklen",
        0,
        "currentvalue",
        map(
            "visible",
            true,
            "xanchor",
            "left",
            "font",
            map("size", 13, "color", Palette.css(Palette.INK))),
        "font",
        map("color", "rgba(0,0,0,0)")); // only the current label is legible: many overlap
  }

  private static Map<String, Object> buttons() {
    List<Object> play = new ArrayList<>();
    play.add(null);
    play.add(animation(PAUSE_MS, "afterall"));
    List<Object> nothing = new ArrayList<>();
    nothing.add(null);
    return map(
        "type",
        "buttons",
        "direction",
        "left",
        "showactive",
        false,
        "x",
        0,
        "xanchor",
        "left",
        "y",
        0,
        "yanchor",
        "top",
        "pad",
        map("t", 60, "r", 10),
        "buttons",
        List.of(
            map("label", "▶", "method", "animate", "args", play),
            map(
                "label", "❚❚",
                "method", "animate",
                "args", List.of(nothing, animation(0, "immediate")))));
  }

  private static Map<String, Object> animation(int milliseconds, String mode) {
    return map(
        "mode",
        mode,
        "fromcurrent",
        true,
        "frame",
        map("duration", milliseconds, "redraw", true),
        "transition",
        map("duration", 0));
  }
}
