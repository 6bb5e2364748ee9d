package org.lzn.plot;

import java.awt.image.BufferedImage;
import java.util.Base64;
import java.util.Collections;
import java.util.List;

/**
 * A panel as Plotly's data and layout, in maps and lists, which every kernel can write. Pictures
 * are layout images rather than heat maps, so that plotly.js's basic bundle suffices.
 */
final class PanelJson {
  private static final int ROW = 19; // pixels of one row of the legend
  private static final int MARK = 45; // of a mark and the gaps around it
  private static final int LETTER = 7;

  private PanelJson() {}

  static PlotlyJson figure(Panel panel) {
    return PlotlyJson.of("data", TraceJson.of(panel)).and("layout", layout(panel));
  }

  static PlotlyJson layout(Panel panel) {
    PlotlyJson layout =
        PlotlyJson.of("title", title(panel))
            .and("width", panel.layout().width())
            .and("height", panel.layout().height() + ROW * moreRows(panel))
            .and("margin", margin(panel))
            .and(
                "font",
                PlotlyJson.of("family", "sans-serif")
                    .and("size", 13)
                    .and("color", Palette.css(Palette.INK)))
            .and("plot_bgcolor", "#ffffff")
            .and("paper_bgcolor", "#ffffff")
            .and("showlegend", panel.hasLegend())
            .and(
                "legend",
                PlotlyJson.of("orientation", "h")
                    .and("x", 0)
                    .and("xanchor", "left")
                    .and("y", 1.01)
                    .and("yanchor", "bottom"))
            .and("modebar", PlotlyJson.of("orientation", "v"))
            .and("xaxis", axis(panel, panel.x(), false))
            .and("yaxis", axis(panel, panel.y(), true));
    panel.backdrop().ifPresent(image -> layout.put("images", List.of(image(panel, image))));
    return layout;
  }

  /** Above the legend, however many rows that has. */
  private static PlotlyJson title(Panel panel) {
    return PlotlyJson.of("text", panel.title())
        .and("x", 0.5)
        .and("y", 1)
        .and("yanchor", "top")
        .and("pad", PlotlyJson.of("t", 16));
  }

  private static PlotlyJson margin(Panel panel) {
    int legend = panel.hasLegend() ? 25 + ROW * moreRows(panel) : 0;
    int top = (panel.title().isBlank() ? 20 : 45) + legend;
    return panel.x().hidden()
        ? PlotlyJson.of("l", 10).and("r", 40).and("t", top).and("b", 10)
        : PlotlyJson.of("l", 70).and("r", 40).and("t", top).and("b", 60);
  }

  /** Returns how many rows the legend needs beyond the first, by the width of its longest name. */
  private static int moreRows(Panel panel) {
    if (!panel.hasLegend()) {
      return 0;
    }
    List<Integer> widths =
        panel.series().stream()
            .filter(series -> series.look().inLegend())
            .map(series -> MARK + LETTER * series.name().length())
            .toList();
    int room = panel.layout().width() - 110; // the plot between its margins
    boolean oneRow = widths.stream().mapToInt(Integer::intValue).sum() <= room;
    int columns = Math.max(1, room / Collections.max(widths));
    return oneRow ? 0 : (widths.size() - 1) / columns;
  }

  private static PlotlyJson axis(Panel panel, Axis axis, boolean vertical) {
    PlotlyJson json =
        PlotlyJson.of("title", PlotlyJson.of("text", axis.label()))
            .and("showgrid", panel.backdrop().isEmpty() && !axis.hidden())
            .and("gridcolor", Palette.css(Palette.RULE))
            .and("zeroline", false)
            .and("visible", !axis.hidden())
            .and("automargin", true);
    json.put("type", axis.logarithmic() ? "log" : "linear");
    json.put("range", List.of(position(axis, axis.low()), position(axis, axis.high())));
    List<Double> ticks = vertical ? List.of() : Ticks.of(panel);
    if (!axis.categories().isEmpty()) {
      json.put("tickvals", Values.list(Values.indices(axis.categories().size())));
      json.put("ticktext", axis.categories());
    } else if (!ticks.isEmpty()) {
      json.put("tickvals", ticks.stream().map(TraceJson::number).toList());
      json.put("ticktext", ticks.stream().map(Ticks::text).toList());
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
    return TraceJson.round(axis.logarithmic() ? Math.log10(value) : value);
  }

  private static PlotlyJson image(Panel panel, BufferedImage image) {
    Axis x = panel.x();
    Axis y = panel.y();
    return PlotlyJson.of(
            "source",
            "data:image/png;base64," + Base64.getEncoder().encodeToString(Png.encode(image)))
        .and("xref", "x")
        .and("yref", "y")
        .and("x", x.low())
        .and("y", y.high())
        .and("sizex", x.high() - x.low())
        .and("sizey", y.high() - y.low())
        .and("sizing", "stretch")
        .and("layer", "below");
  }
}
