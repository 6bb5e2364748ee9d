package org.lzn.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TicksTest {
  @Test
  void fewMeasuredValues() {
    assertEquals(List.of(64., 128., 256.), ticks(log(64, 128, 256)));
    assertEquals(List.of(0., .5, 1.), ticks(lines(0, .5, 1)));
    assertEquals(List.of(100., 10_000., 60_000.), ticks(log(100, 10_000, 60_000)));
  }

  @Test
  void oddManyOrCrowdedValuesHaveRoundOnes() {
    assertEquals(List.of(), ticks(lines(.53219, .61234, .7)));
    assertEquals(List.of(), ticks(lines(IntStream.range(0, 9).asDoubleStream().toArray())));
    assertEquals(List.of(), ticks(lines(0, 1, 2, 100)));
    double[] evaluations = {1, 2, 5, 10, 20, 50, 86.3, 91.7, 100};
    assertEquals(List.of(1., 2., 5., 10., 20., 50., 100.), ticks(log(evaluations)));
    double[] wide = {1, 3, 7, 20, 60, 150, 500, 3_000, 20_000};
    assertEquals(List.of(1., 10., 100., 1_000., 10_000.), ticks(log(wide)));
    assertEquals(
        List.of(),
        ticks(Chart.scatter("a").add("b", new double[] {1, 2, 3}, new double[] {4, 5, 6})));
  }

  @Test
  void numbersAsTheyAreSpoken() {
    double[] numbers = {0.001, 0.5, 64, 1000, 10_000, 12_500, 60_000, 10_001};
    List<String> texts = IntStream.range(0, 8).mapToObj(i -> Ticks.text(numbers[i])).toList();
    assertEquals(List.of("0.001", "0.5", "64", "1000", "10k", "12.5k", "60k", "10001"), texts);
  }

  @Test
  void bothRenderersHaveThem() {
    Chart chart = log(64, 128, 256);
    assertTrue(PanelJson.figure(chart.panel()).toString().contains("ticktext=[64, 128, 256]"));
    BufferedImage image = PanelPng.draw(chart.panel());
    Axes axes = new Axes(chart.panel(), image.getWidth(), image.getHeight());
    int above = (int) axes.plane().getMinY() + 2;
    int line = image.getRGB((int) axes.screenX(128), above);
    assertNotEquals(line, image.getRGB((int) axes.screenX(100), above));
  }

  private static List<Double> ticks(Chart chart) {
    return Ticks.of(chart.panel());
  }

  private static Chart log(double... x) {
    return lines(x).logX();
  }

  private static Chart lines(double... x) {
    return Chart.lines("a").x("b").add("c", x, x.clone());
  }
}
