package org.lzn.plot;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A panel as Plotly's data and layout, in plain maps and lists, which every kernel can write. Only
 * scatter and bar traces are used: plotly.js's basic bundle draws them.
 */
final class PanelJson {
  /** Digits kept: enough for a figure, and a notebook stays small. */
  private static final MathContext DIGITS = new MathContext(6);

  private PanelJson() {}

  static Map<String, Object> figure(Panel panel) {
    return map("data", data(panel), "layout", layout(panel));
  }

  static List<Object> data(Panel panel) {
    List<Object> traces = new ArrayList<>();
    panel.series().forEach(series -> traces.add(trace(panel, series)));
    if (traces.isEmpty()) {
      traces.add(map("type", "scatter", "x", List.of(), "y", List.of())); // axes need a trace
    }
    return traces;
  }

  static Map<String, Object> layout(Panel panel) {
    Map<String, Object> layout =
        map(
            "title", map("text", panel.title(), "x", 0.5),
            "width", panel.layout().width(),
            "height", panel.layout().height(),
            "margin", margin(panel),
            "font", map("family", "sans-serif", "size", 13, "color", Palette.css(Palette.INK)),
            "plot_bgcolor", "#ffffff",
            "paper_bgcolor", "#ffffff",
            "showlegend", panel.hasLegend(),
            "legend", map("orientation", "h", "x", 0.5, "xanchor", "center", "y", -0.18),
            "xaxis", axis(panel, panel.x(), false),
            "yaxis", axis(panel, panel.y(), true));
    panel.backdrop().ifPresent(image -> layout.put("images", List.of(image(panel, image))));
    return layout;
  }

  private static Map<String, Object> margin(Panel panel) {
    int top = panel.title().isBlank() ? 20 : 50;
    return panel.x().hidden()
        ? map("l", 10, "r", 10, "t", top, "b", 10)
        : map("l", 70, "r", 20, "t", top, "b", 60);
  }

  private static Map<String, Object> axis(Panel panel, Axis axis, boolean vertical) {
    Map<String, Object> json =
        map(
            "title",
            map("text", axis.label()),
            "showgrid",
            panel.backdrop().isEmpty() && !axis.hidden(),
            "gridcolor",
            Palette.css(Palette.RULE),
            "zeroline",
            false,
            "visible",
            !axis.hidden(),
            "automargin",
            true);
    if (axis.categories().isEmpty()) {
      json.put("type", axis.logarithmic() ? "log" : "linear");
      json.put("range", List.of(position(axis, axis.low()), position(axis, axis.high())));
    } else {
      json.put("type", "category");
    }
    if (panel.layout().equalAxes()) {
      json.put("constrain", "domain");
      if (vertical) {
        json.put("scaleanchor", "x");
      }
    }
    return json;
  }

  /** Plotly places things on a logarithmic axis by their decimal logarithm. */
  private static double position(Axis axis, double value) {
    return round(axis.logarithmic() ? Math.log10(value) : value);
  }

  private static Map<String, Object> image(Panel panel, BufferedImage image) {
    Axis x = panel.x();
    Axis y = panel.y();
    return map(
        "source",
        "data:image/png;base64," + Base64.getEncoder().encodeToString(Png.encode(image)),
        "xref",
        "x",
        "yref",
        "y",
        "x",
        x.low(),
        "y",
        y.high(),
        "sizex",
        x.high() - x.low(),
        "sizey",
        y.high() - y.low(),
        "sizing",
        "stretch",
        "layer",
        "below");
  }

  private static Map<String, Object> trace(Panel panel, Series series) {
    boolean bars = series.mark() == Series.Mark.BARS;
    List<String> categories = panel.x().categories();
    Map<String, Object> trace =
        map(
            "type", bars ? "bar" : "scatter",
            "name", series.name(),
            "x", categories.isEmpty() ? numbers(series.x()) : categories,
            "y", numbers(series.y()),
            "showlegend", series.look().inLegend());
    switch (series.mark()) {
      case LINE -> {
        trace.put("mode", "lines");
        trace.put("line", line(series.look()));
      }
      case POINTS -> {
        trace.put("mode", "markers");
        trace.put("marker", marker(series));
      }
      case BARS -> trace.put("marker", map("color", css(series.look().colour())));
    }
    if (!series.look().errors().isEmpty()) {
      trace.put("error_y", errors(series.look()));
    }
    return trace;
  }

  private static Map<String, Object> line(Series.Look look) {
    return map(
        "color",
        css(look.colour()),
        "width",
        look.size(),
        "dash",
        look.dashed() ? "dash" : "solid");
  }

  private static Map<String, Object> errors(Series.Look look) {
    return map("type", "data", "array", numbers(look.errors()), "visible", true, "thickness", 1.2);
  }

  private static Map<String, Object> marker(Series series) {
    Series.Each each = series.look().each();
    List<String> colours = each.colours().stream().map(PanelJson::css).toList();
    return map(
        "color",
        colours.isEmpty() ? css(series.look().colour()) : colours,
        "size",
        each.sizes().isEmpty() ? series.look().size() : numbers(each.sizes()),
        "opacity",
        1,
        "line",
        map("color", "#ffffff", "width", 1));
  }

  private static String css(Color colour) {
    return colour.getAlpha() == 255
        ? Palette.css(colour)
        : String.format(
            java.util.Locale.ROOT,
            "rgba(%d,%d,%d,%.2f)",
            colour.getRed(),
            colour.getGreen(),
            colour.getBlue(),
            colour.getAlpha() / 255.0);
  }

  /** JSON knows no NaN: a gap is null. */
  private static List<Object> numbers(List<Double> values) {
    List<Object> numbers = new ArrayList<>(values.size());
    for (double value : values) {
      numbers.add(Double.isFinite(value) ? number(value) : null);
    }
    return numbers;
  }

  /** Whole numbers are written without a decimal point. */
  private static Object number(double value) {
    double rounded = round(value);
    if (rounded == Math.rint(rounded) && Math.abs(rounded) < 1e15) {
      return (long) rounded;
    }
    return rounded;
  }

  private static double round(double value) {
    return new BigDecimal(value).round(DIGITS).doubleValue();
  }

  /** Returns a map of key, value, key, value, ... that keeps their order. */
  static Map<String, Object> map(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }
}
