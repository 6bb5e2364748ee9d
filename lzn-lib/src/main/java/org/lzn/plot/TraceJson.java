package org.lzn.plot;

import java.awt.Color;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The series of a panel as Plotly's traces: scatter and bar, which every bundle of it draws. */
final class TraceJson {
  /** Digits kept: enough for a figure, and a notebook stays small. */
  private static final MathContext DIGITS = new MathContext(5);

  private TraceJson() {}

  static List<Object> of(Panel panel) {
    List<Object> traces = new ArrayList<>();
    panel.series().forEach(series -> traces.add(trace(series)));
    if (traces.isEmpty()) {
      traces.add(
          PlotlyJson.of("type", "scatter")
              .and("x", List.of())
              .and("y", List.of())); // axes need a trace
    }
    return traces;
  }

  private static PlotlyJson trace(Series series) {
    boolean bars = series.mark() == Series.Mark.BARS;
    PlotlyJson trace =
        PlotlyJson.of("type", bars ? "bar" : "scatter")
            .and("name", series.name())
            .and("legendgroup", series.name()) // a line goes and comes with its points
            .and("x", numbers(series.x()))
            .and("y", numbers(series.y()))
            .and("showlegend", series.look().inLegend());
    switch (series.mark()) {
      case LINE -> {
        trace.put("mode", "lines");
        trace.put("line", line(series.look()));
      }
      case POINTS -> {
        trace.put("mode", "markers");
        trace.put("marker", marker(series));
      }
      case BARS -> trace.put("marker", PlotlyJson.of("color", css(series.look().colour())));
    }
    if (!series.look().errors().isEmpty()) {
      trace.put("error_y", errors(series.look()));
    }
    return trace;
  }

  private static PlotlyJson line(Series.Look look) {
    return PlotlyJson.of("color", css(look.colour()))
        .and("width", look.size())
        .and("dash", look.dashed() ? "dash" : "solid");
  }

  private static PlotlyJson errors(Series.Look look) {
    return PlotlyJson.of("type", "data")
        .and("array", numbers(look.errors()))
        .and("visible", true)
        .and("thickness", 1.2);
  }

  private static PlotlyJson marker(Series series) {
    Series.Each each = series.look().each();
    List<String> colours = each.colours().stream().map(TraceJson::css).toList();
    return PlotlyJson.of("color", colours.isEmpty() ? css(series.look().colour()) : colours)
        .and("size", each.sizes().isEmpty() ? series.look().size() : numbers(each.sizes()))
        .and("opacity", 1)
        .and("line", PlotlyJson.of("color", "#ffffff").and("width", 1));
  }

  private static String css(Color colour) {
    return colour.getAlpha() == 255
        ? Palette.css(colour)
        : String.format(
            Locale.ROOT,
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
  static Object number(double value) {
    double rounded = round(value);
    if (rounded == Math.rint(rounded) && Math.abs(rounded) < 1e15) {
      return (long) rounded;
    }
    return rounded;
  }

  /** Returns the value with the digits that are kept. */
  static double round(double value) {
    return new BigDecimal(value).round(DIGITS).doubleValue();
  }
}
