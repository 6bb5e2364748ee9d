package org.lzn.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartTest {
  static JsonObject json(Figure figure) {
    return JsonParser.parseString(figure.toPlotly()).getAsJsonObject();
  }

  private static JsonObject trace(Figure figure, int index) {
    return json(figure).getAsJsonArray("data").get(index).getAsJsonObject();
  }

  private static double[] numbers(JsonArray array) {
    return IntStream.range(0, array.size()).mapToDouble(i -> array.get(i).getAsDouble()).toArray();
  }

  @Test
  void theJsonIsTheModel() {
    Chart chart = Chart.lines("Loss").x("step").y("nats");
    chart.add("RF", new double[] {1, 2, 4}, new double[] {0.5, Double.NaN, 0.25});
    JsonObject trace = trace(chart, 0);
    assertEquals("scatter", trace.get("type").getAsString());
    assertEquals("lines", trace.get("mode").getAsString());
    assertEquals("RF", trace.get("name").getAsString());
    assertArrayEquals(new double[] {1, 2, 4}, numbers(trace.getAsJsonArray("x")));
    assertTrue(trace.getAsJsonArray("y").get(1).isJsonNull());
    assertEquals(0.25, trace.getAsJsonArray("y").get(2).getAsDouble());
    JsonObject layout = json(chart).getAsJsonObject("layout");
    assertEquals("Loss", layout.getAsJsonObject("title").get("text").getAsString());
    JsonObject x = layout.getAsJsonObject("xaxis");
    assertEquals("step", x.getAsJsonObject("title").get("text").getAsString());
    assertArrayEquals(new double[] {0.94, 4.06}, numbers(x.getAsJsonArray("range")), 1e-12);
  }

  @Test
  void arraysListsAndNumbersAreTheSame() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray y = manager.create(new float[] {3, 4});
      String fromArray = Chart.lines("").add("a", manager.create(new long[] {0, 1}), y).toPlotly();
      assertEquals(fromArray, Chart.lines("").add("a", List.of(0, 1), List.of(3.0, 4f)).toPlotly());
      assertEquals(fromArray, Chart.lines("").add("a", 3, 4).toPlotly());
    }
  }

  @Test
  void aLogarithmicRangeIsInDecades() {
    Chart chart = Chart.lines("").add("a", 1, 10).logY().yRange(0.1, 1000);
    JsonObject y = json(chart).getAsJsonObject("layout").getAsJsonObject("yaxis");
    assertEquals("log", y.get("type").getAsString());
    assertArrayEquals(new double[] {-1, 3}, numbers(y.getAsJsonArray("range")));
    Chart wrong = Chart.lines("").y("loss").add("a", 1, 0).logY();
    Exception e = assertThrows(IllegalArgumentException.class, wrong::toPng);
    assertEquals("the logarithmic axis 'loss' needs values above 0, got 0.0", e.getMessage());
  }

  @Test
  void barsStandOnZeroWithErrorsAndALevel() {
    Chart chart = Chart.bars("", "a", "b").add("s", 2, 4).errors(1, 0).level("paper", 3);
    JsonObject bars = trace(chart, 0);
    assertEquals("bar", bars.get("type").getAsString());
    assertArrayEquals(
        new double[] {1, 0}, numbers(bars.getAsJsonObject("error_y").getAsJsonArray("array")));
    JsonObject x = json(chart).getAsJsonObject("layout").getAsJsonObject("xaxis");
    assertEquals("b", x.getAsJsonArray("ticktext").get(1).getAsString());
    assertArrayEquals(new double[] {3, 3}, numbers(trace(chart, 1).getAsJsonArray("y")));
    assertEquals(0, chart.panel().y().low());
    assertTrue(chart.panel().y().high() > 4);
  }

  @Test
  void pointsHaveTheirOwnSizesAndColours() {
    Chart chart = Chart.scatter("").add("s", 1, 2, 3).sizes(4, 6, 8).colours(0, 5, 10);
    JsonObject marker = trace(chart, 0).getAsJsonObject("marker");
    assertArrayEquals(new double[] {4, 6, 8}, numbers(marker.getAsJsonArray("size")));
    assertEquals("#440154", marker.getAsJsonArray("color").get(0).getAsString());
    assertEquals("#fde725", marker.getAsJsonArray("color").get(2).getAsString());
  }

  @Test
  void classesBecomeSeriesOfTheirColours() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray points = manager.create(new float[][] {{0, 1}, {2, 3}, {4, 5}});
      Chart chart = Chart.scatter("").add(points, new int[] {2, 0, 2}, "zero");
      assertEquals("zero", trace(chart, 0).get("name").getAsString());
      assertEquals("2", trace(chart, 1).get("name").getAsString());
      assertArrayEquals(new double[] {0, 4}, numbers(trace(chart, 1).getAsJsonArray("x")));
      assertEquals(
          Palette.css(Palette.of(2)),
          trace(chart, 1).getAsJsonObject("marker").get("color").getAsString());
    }
  }

  @Test
  void theAverageForgetsTheStartAndKeepsGaps() {
    List<Double> constant = Curves.smoothed(Collections.nCopies(50, 3.0), 0.9);
    assertTrue(constant.stream().allMatch(v -> Math.abs(v - 3) < 1e-12));
    List<Double> step = Curves.smoothed(List.of(0.0, Double.NaN, 1.0), 0.5);
    assertEquals(List.of(0.0, Double.NaN, 0.5 / 0.75), step);
    Chart chart = Chart.lines("").add("a", 1, 2, 3).smooth(0.5);
    assertEquals("a (raw)", trace(chart, 0).get("name").getAsString());
    assertEquals("a", trace(chart, 1).get("name").getAsString());
  }

  @Test
  void aThinnedLineKeepsItsExtremes() {
    double[] y = new double[100_000];
    y[31_415] = 7;
    y[92_653] = -7;
    Series thin = Chart.lines("").add("a", y).panel().series().get(0);
    assertEquals(Curves.LONGEST, thin.x().size());
    assertEquals(7, thin.y().get(thin.x().indexOf(31_415.0)));
    assertEquals(-7, thin.y().get(thin.x().indexOf(92_653.0)));
  }

  @Test
  void thePngShowsAPointWhereTheAxesPutIt() throws IOException {
    Chart chart = Chart.scatter("t").x("x").y("y").add("", new double[] {3}, new double[] {5});
    Panel panel = chart.sizes(21).xRange(0, 10).yRange(0, 10).size(400, 300).panel();
    BufferedImage png = ImageGridTest.decode(chart.toPng());
    assertEquals(400, png.getWidth());
    assertEquals(300, png.getHeight());
    Axes axes = new Axes(panel, 400, 300 - new Legend(panel, 400).height());
    int x = (int) axes.screenX(3);
    int y = (int) axes.screenY(5);
    assertEquals(Palette.of(0).getRGB(), png.getRGB(x, y));
    assertEquals(0xFFFFFFFF, png.getRGB(x + 25, y + 25));
  }

  @Test
  void aLineIsDrawnInItsColour() throws IOException {
    BufferedImage png = ImageGridTest.decode(Chart.lines("").add("a", 1, 1).toPng());
    int blue = Palette.of(0).getRGB();
    long longest =
        IntStream.range(0, png.getHeight())
            .mapToLong(
                y ->
                    IntStream.range(0, png.getWidth())
                        .filter(x -> png.getRGB(x, y) == blue)
                        .count())
            .max()
            .orElseThrow();
    assertTrue(longest > png.getWidth() / 2, "longest run of blue: " + longest);
  }

  @Test
  void savesWholeFilesOnly(@TempDir Path folder) throws IOException {
    Chart chart = Chart.lines("").add("a", 1, 2);
    Path png = chart.save(folder.resolve("new/c.png"));
    assertArrayEquals(chart.toPng(), Files.readAllBytes(png));
    chart.save(folder.resolve("new/c.json"));
    try (var files = Files.list(folder.resolve("new"))) {
      assertEquals(2, files.count());
    }
    assertThrows(IllegalArgumentException.class, () -> chart.save(folder.resolve("c.svg")));
  }

  @Test
  void wrongInputIsNamed() {
    Chart chart = Chart.lines("").add("a", 1, 2);
    double[] one = {1};
    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> chart.add("b", one, new double[] {1, 2}));
    assertTrue(e.getMessage().contains("1 x values and 2 y values"), e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> chart.add("a", 1));
    assertThrows(IllegalArgumentException.class, () -> chart.errors(1));
    assertThrows(IllegalArgumentException.class, () -> chart.errors(1, -1));
    assertThrows(IllegalArgumentException.class, () -> chart.smooth(1));
    assertThrows(IllegalArgumentException.class, () -> Chart.lines("").errors(1));
    assertThrows(IllegalArgumentException.class, () -> Chart.bars("x"));
    assertThrows(IllegalArgumentException.class, () -> Chart.bars("x", "a").add("s", 1, 2));
    assertThrows(IllegalArgumentException.class, () -> chart.size(10, 10));
    assertThrows(IllegalArgumentException.class, () -> chart.xRange(1, 1));
  }
}
