package org.lzn.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Title, axes, grid, lines and bars of a panel, drawn by XChart, which then says where on the
 * canvas a value lies. Nothing is filled, so that a picture drawn before shines through.
 */
final class Axes {
  private static final Color CLEAR = new Color(255, 255, 255, 0);

  /** Up to this ratio of greatest to least, a logarithmic axis labels more than its decades. */
  private static final double NARROW = 30;

  private static final double HAIR = 1e-9;
  private static final Font TICK_FONT = Canvas.FONT.deriveFont(12f);
  private static final int MARK = 4; // pixels of a tick below the plane

  private final Panel panel;
  private final int width;
  private final int height;
  private final List<Double> ticks;
  private final Painter painter;
  private final DoubleUnaryOperator screenX;
  private final DoubleUnaryOperator screenY;

  /** What XChart's charts have in common; their own common type is not public. */
  private interface Painter {
    void paint(Graphics2D g, int width, int height);
  }

  /** Lays the axes out on so many pixels, without drawing them. */
  Axes(Panel panel, int width, int height) {
    this.panel = panel;
    this.width = width;
    this.height = height;
    this.ticks = Ticks.of(panel);
    if (panel.x().categories().isEmpty()) {
      XYChart chart = numbers();
      painter = chart::paint;
      screenX = chart::getScreenXFromChart;
      screenY = chart::getScreenYFromChart;
    } else {
      CategoryChart chart = categories();
      painter = chart::paint;
      // XChart counts categories from 0 at the left edge; here category 0 has its middle at 0.
      screenX = x -> chart.getScreenXFromChart(x + 0.5);
      screenY = chart::getScreenYFromChart;
    }
    Graphics2D scratch = Canvas.pen(Canvas.white(width, height));
    painter.paint(scratch, width, height); // XChart knows where things lie once it has painted
    scratch.dispose();
  }

  void draw(Graphics2D g) {
    if (!ticks.isEmpty()) {
      drawTicks(g);
    }
    painter.paint(g, width, height);
  }

  /** XChart takes no ticks of one's own: its are invisible then, and keep the room for these. */
  private void drawTicks(Graphics2D g) {
    Rectangle2D plane = plane();
    g.setFont(TICK_FONT);
    g.setStroke(new BasicStroke(1));
    for (double tick : ticks) {
      double x = screenX(tick);
      g.setColor(Palette.RULE);
      g.draw(new Line2D.Double(x, plane.getMinY(), x, plane.getMaxY() + MARK));
      String text = Ticks.text(tick);
      double left = x - g.getFontMetrics().stringWidth(text) / 2.0;
      g.setColor(Palette.INK);
      g.drawString(text, (float) left, (float) plane.getMaxY() + MARK + TICK_FONT.getSize());
    }
  }

  int height() {
    return height;
  }

  double screenX(double x) {
    return screenX.applyAsDouble(x);
  }

  double screenY(double y) {
    return screenY.applyAsDouble(y);
  }

  /** Returns where the ranges of both axes lie. */
  Rectangle2D plane() {
    double left = screenX(panel.x().low());
    double top = screenY(panel.y().high());
    return new Rectangle2D.Double(
        left, top, screenX(panel.x().high()) - left, screenY(panel.y().low()) - top);
  }

  private XYChart numbers() {
    XYChart chart = new XYChart(width, height);
    chart.setTitle(panel.title());
    chart.setXAxisTitle(panel.x().label());
    chart.setYAxisTitle(panel.y().label());
    style(chart.getStyler());
    // XChart draws no axes without a series; this one is invisible. Its third point keeps the
    // values from being equally spaced, for XChart would then label these, not round numbers.
    double[] x = unequal(panel.x());
    double[] y = unequal(panel.y());
    chart.addSeries("ranges", x, y).setMarker(SeriesMarkers.NONE).setLineColor(CLEAR);
    for (Series series : panel.series()) {
      if (series.mark() == Series.Mark.LINE) {
        addLine(chart, series);
      }
    }
    chart.getStyler().setXAxisMin(low(panel.x())).setXAxisMax(high(panel.x()));
    chart.getStyler().setXAxisLogarithmic(panel.x().logarithmic());
    chart.getStyler().setXAxisLogarithmicDecadeOnly(!narrow(panel.x()));
    return chart;
  }

  /** A line is broken where its value is NaN. */
  private static void addLine(XYChart chart, Series series) {
    String name = "line " + chart.getSeriesMap().size(); // the legend is not XChart's
    chart
        .addSeries(name, Values.of(series.x()), Values.of(series.y()))
        .setMarker(SeriesMarkers.NONE)
        .setLineColor(series.look().colour())
        .setLineStyle(series.look().stroke());
  }

  private static double[] unequal(Axis axis) {
    return new double[] {axis.low(), axis.low() + 0.01 * (axis.high() - axis.low()), axis.high()};
  }

  private CategoryChart categories() {
    CategoryChart chart = new CategoryChart(width, height);
    chart.setTitle(panel.title());
    chart.setXAxisTitle(panel.x().label());
    chart.setYAxisTitle(panel.y().label());
    style(chart.getStyler());
    for (Series series : panel.series()) {
      if (series.mark() == Series.Mark.BARS) {
        List<Double> errors = series.look().errors();
        CategorySeries bars =
            chart.addSeries(
                series.name(),
                panel.x().categories(),
                series.y(),
                errors.isEmpty() ? null : errors);
        bars.setFillColor(series.look().colour());
      } else { // a level: bars have no other lines
        chart.addAnnotation(new AnnotationLine(series.y().get(0), false, false));
        chart.getStyler().setAnnotationLineColor(series.look().colour());
        chart.getStyler().setAnnotationLineStroke(series.look().stroke());
      }
    }
    chart.getStyler().setAvailableSpaceFill(0.7);
    return chart;
  }

  /** A hair below the least value: XChart labels no tick that lies on the very edge. */
  private static double low(Axis axis) {
    return axis.logarithmic() ? axis.low() : axis.low() - HAIR * (axis.high() - axis.low());
  }

  private static double high(Axis axis) {
    return axis.logarithmic() ? axis.high() : axis.high() + HAIR * (axis.high() - axis.low());
  }

  private static boolean narrow(Axis axis) {
    return axis.high() / axis.low() < NARROW;
  }

  private void style(AxesChartStyler styler) {
    styler.setChartBackgroundColor(CLEAR).setPlotBackgroundColor(CLEAR);
    styler.setChartFontColor(Palette.INK).setChartTitleFont(Canvas.BOLD);
    styler.setChartTitleVisible(!panel.title().isBlank()).setChartTitleBoxVisible(false);
    styler.setLegendVisible(false).setPlotBorderColor(Palette.RULE).setPlotContentSize(1);
    styler.setAxisTitleFont(Canvas.FONT).setAxisTickLabelsFont(TICK_FONT);
    styler.setAxisTickLabelsColor(Palette.INK).setAxisTicksLineVisible(false);
    styler.setAxisTickMarksColor(Palette.RULE).setPlotGridLinesColor(Palette.RULE);
    styler.setPlotGridLinesStroke(new BasicStroke(1)).setErrorBarsColor(Palette.INK);
    styler.setPlotGridLinesVisible(panel.backdrop().isEmpty()).setPlotMargin(0);
    styler.setXAxisTitleVisible(!panel.x().label().isEmpty());
    styler.setYAxisTitleVisible(!panel.y().label().isEmpty());
    styler.setXAxisTicksVisible(!panel.x().hidden()).setYAxisTicksVisible(!panel.y().hidden());
    styler.setYAxisMin(low(panel.y())).setYAxisMax(high(panel.y()));
    styler.setYAxisLogarithmic(panel.y().logarithmic());
    styler.setYAxisLogarithmicDecadeOnly(!narrow(panel.y()));
    if (panel.y().logarithmic()) {
      styler.setYAxisDecimalPattern("0.######"); // not 1E4
    }
    if (!ticks.isEmpty()) {
      styler.setXAxisTickLabelsColor(CLEAR).setXAxisTickMarksColor(CLEAR);
      styler.setPlotGridVerticalLinesVisible(false);
    }
    styler.setLocale(Locale.ROOT);
  }
}
