package org.lzn.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A panel as pixels. XChart draws title, axes, lines, bars and legend; points of different sizes
 * and colours and the backdrop, which it lacks, are drawn here at the places its axes give.
 */
final class PanelPng {
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
  private static final Font TITLE_FONT = new Font(Font.SANS_SERIF, Font.BOLD, 14);
  private static final Color CLEAR = new Color(255, 255, 255, 0);

  /** Up to this ratio of greatest to least, a logarithmic axis labels more than its decades. */
  private static final double NARROW = 30;

  private PanelPng() {}

  static BufferedImage draw(Panel panel) {
    Panel sized = panel.layout().equalAxes() ? withEqualAxes(panel) : panel;
    BufferedImage image = canvas(sized.layout());
    Graphics2D g = graphics(image);
    Chart<?, ?> chart = chart(sized);
    if (panel.backdrop().isPresent()) {
      // A first painting, thrown away, tells where the axes lie.
      measure(chart, sized.layout());
      Rectangle2D plane = plane(chart, sized);
      g.drawImage(
          panel.backdrop().get(),
          (int) Math.round(plane.getX()),
          (int) Math.round(plane.getY()),
          (int) Math.round(plane.getWidth()),
          (int) Math.round(plane.getHeight()),
          null);
    }
    chart.paint(g, sized.layout().width(), sized.layout().height());
    sized.series().stream()
        .filter(series -> series.mark() == Series.Mark.POINTS)
        .forEach(series -> drawPoints(g, chart, sized, series));
    g.dispose();
    return image;
  }

  /** Returns the panel with the height at which one unit is as long on both axes. */
  private static Panel withEqualAxes(Panel panel) {
    Panel.Layout layout = panel.layout();
    Chart<?, ?> chart = chart(panel);
    measure(chart, layout);
    Rectangle2D plane = plane(chart, panel);
    double ratio = (panel.y().high() - panel.y().low()) / (panel.x().high() - panel.x().low());
    int height = (int) Math.round(layout.height() - plane.getHeight() + plane.getWidth() * ratio);
    return panel.withLayout(
        new Panel.Layout(layout.width(), Math.max(100, height), true, layout.legend()));
  }

  private static void measure(Chart<?, ?> chart, Panel.Layout layout) {
    Graphics2D scratch = graphics(canvas(layout));
    chart.paint(scratch, layout.width(), layout.height());
    scratch.dispose();
  }

  /** Returns where the ranges of the axes lie on the canvas, once the chart was painted. */
  private static Rectangle2D plane(Chart<?, ?> chart, Panel panel) {
    double left = chart.getScreenXFromChart(panel.x().low());
    double right = chart.getScreenXFromChart(panel.x().high());
    double top = chart.getScreenYFromChart(panel.y().high());
    double bottom = chart.getScreenYFromChart(panel.y().low());
    return new Rectangle2D.Double(left, top, right - left, bottom - top);
  }

  private static BufferedImage canvas(Panel.Layout layout) {
    return new BufferedImage(layout.width(), layout.height(), BufferedImage.TYPE_INT_RGB);
  }

  private static Graphics2D graphics(BufferedImage image) {
    Graphics2D g = image.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, image.getWidth(), image.getHeight());
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    return g;
  }

  private static Chart<?, ?> chart(Panel panel) {
    Chart<?, ?> chart = panel.x().categories().isEmpty() ? xyChart(panel) : barChart(panel);
    chart.setTitle(panel.title());
    chart.setXAxisTitle(panel.x().label());
    chart.setYAxisTitle(panel.y().label());
    style((AxesChartStyler) chart.getStyler(), panel);
    return chart;
  }

  private static XYChart xyChart(Panel panel) {
    XYChart chart = new XYChart(panel.layout().width(), panel.layout().height());
    for (Series series : panel.series()) {
      XYSeries drawn =
          chart.addSeries(series.name(), series.x(), series.y(), orNull(series.look().errors()));
      boolean line = series.mark() == Series.Mark.LINE;
      drawn.setXYSeriesRenderStyle(
          line ? XYSeries.XYSeriesRenderStyle.Line : XYSeries.XYSeriesRenderStyle.Scatter);
      drawn.setMarker(line ? SeriesMarkers.NONE : SeriesMarkers.CIRCLE);
      drawn.setMarkerColor(series.look().colour());
      drawn.setLineColor(series.look().colour());
      drawn.setLineStyle(stroke(series.look()));
      drawn.setShowInLegend(series.look().inLegend());
    }
    chart.getStyler().setXAxisMin(panel.x().low()).setXAxisMax(panel.x().high());
    chart.getStyler().setXAxisLogarithmic(panel.x().logarithmic());
    chart.getStyler().setXAxisLogarithmicDecadeOnly(!narrow(panel.x()));
    return chart;
  }

  private static CategoryChart barChart(Panel panel) {
    CategoryChart chart = new CategoryChart(panel.layout().width(), panel.layout().height());
    for (Series series : panel.series()) {
      CategorySeries drawn =
          chart.addSeries(
              series.name(), panel.x().categories(), series.y(), orNull(series.look().errors()));
      boolean bars = series.mark() == Series.Mark.BARS;
      drawn.setChartCategorySeriesRenderStyle(
          bars
              ? CategorySeries.CategorySeriesRenderStyle.Bar
              : CategorySeries.CategorySeriesRenderStyle.Line);
      drawn.setFillColor(series.look().colour());
      drawn.setLineColor(bars ? Palette.INK : series.look().colour());
      drawn.setLineStyle(stroke(series.look()));
      drawn.setMarker(SeriesMarkers.NONE);
      drawn.setShowInLegend(series.look().inLegend());
    }
    chart.getStyler().setAvailableSpaceFill(0.7);
    return chart;
  }

  private static List<Double> orNull(List<Double> errors) {
    return errors.isEmpty() ? null : errors;
  }

  private static BasicStroke stroke(Series.Look look) {
    float[] dashes = look.dashed() ? new float[] {6, 5} : null;
    return new BasicStroke(
        (float) look.size(), BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dashes, 0);
  }

  private static void style(AxesChartStyler styler, Panel panel) {
    styler.setChartBackgroundColor(CLEAR).setPlotBackgroundColor(CLEAR);
    styler.setChartFontColor(Palette.INK).setChartTitleFont(TITLE_FONT);
    styler.setChartTitleVisible(!panel.title().isBlank()).setChartTitleBoxVisible(false);
    styler.setLegendFont(FONT).setLegendVisible(panel.hasLegend());
    styler.setLegendBackgroundColor(CLEAR).setLegendBorderColor(CLEAR);
    styler.setLegendPosition(Styler.LegendPosition.OutsideS);
    styler.setLegendLayout(Styler.LegendLayout.Horizontal).setLegendSeriesLineLength(22);
    styler.setPlotBorderColor(Palette.RULE).setPlotContentSize(1).setMarkerSize(7);
    styler.setAxisTitleFont(FONT).setAxisTickLabelsFont(FONT.deriveFont(12f));
    styler.setAxisTickLabelsColor(Palette.INK).setAxisTicksLineVisible(false);
    styler.setAxisTickMarksColor(Palette.RULE).setPlotGridLinesColor(Palette.RULE);
    styler.setPlotGridLinesStroke(new BasicStroke(1)).setErrorBarsColor(Palette.INK);
    styler.setPlotGridLinesVisible(panel.backdrop().isEmpty()).setPlotMargin(0);
    styler.setXAxisTitleVisible(!panel.x().label().isEmpty());
    styler.setYAxisTitleVisible(!panel.y().label().isEmpty());
    styler.setXAxisTicksVisible(!panel.x().hidden()).setYAxisTicksVisible(!panel.y().hidden());
    styler.setYAxisMin(panel.y().low()).setYAxisMax(panel.y().high());
    styler.setYAxisLogarithmic(panel.y().logarithmic());
    styler.setYAxisLogarithmicDecadeOnly(!narrow(panel.y()));
    styler.setLocale(java.util.Locale.ROOT);
  }

  private static boolean narrow(Axis axis) {
    return axis.high() / axis.low() < NARROW;
  }

  /** Points with a white edge, so that neighbours stay apart and colours show on any backdrop. */
  private static void drawPoints(Graphics2D g, Chart<?, ?> chart, Panel panel, Series series) {
    g.setClip(plane(chart, panel));
    for (int i = 0; i < series.x().size(); i++) {
      double x = chart.getScreenXFromChart(series.x().get(i));
      double y = chart.getScreenYFromChart(series.y().get(i));
      double size = series.sizeOf(i);
      if (Double.isFinite(y)) {
        Ellipse2D disc = new Ellipse2D.Double(x - size / 2, y - size / 2, size, size);
        g.setColor(series.colourOf(i));
        g.fill(disc);
        g.setColor(Color.WHITE);
        g.setStroke(new BasicStroke((float) Math.max(0.5, size / 10)));
        g.draw(disc);
      }
    }
    g.setClip(null);
  }
}
