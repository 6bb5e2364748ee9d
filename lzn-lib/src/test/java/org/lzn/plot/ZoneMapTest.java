package org.lzn.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ZoneMapTest {
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private static Color light(int zone) {
    return Palette.mix(Palette.of(zone), Color.WHITE, 0.55);
  }

  private static BufferedImage picture(JsonObject layout) throws IOException {
    String source =
        layout.getAsJsonArray("images").get(0).getAsJsonObject().get("source").getAsString();
    return ImageGridTest.decode(Base64.getDecoder().decode(source.substring(22)));
  }

  @Test
  void cellsRunFromTheTopLeft() {
    float[] centres = new Plane(0, 4, 0, 2, 2, 1).centres(manager).toFloatArray();
    assertArrayEquals(new float[] {1, 1, 3, 1}, centres);
    float[] square = Plane.square(1, 2).centres(manager).toFloatArray();
    assertArrayEquals(new float[] {-.5f, .5f, .5f, .5f, -.5f, -.5f, .5f, -.5f}, square);
  }

  @Test
  void bothFormsShowTheZonesInTheirColours() throws IOException {
    ZoneMap map = ZoneMap.of(Plane.square(1, 2), new int[] {0, 1, 2, 3});
    JsonObject layout = ChartTest.json(map).getAsJsonObject("layout");
    BufferedImage cells = picture(layout);
    assertEquals(light(1).getRGB(), cells.getRGB(1, 0));
    assertEquals(light(2).getRGB(), cells.getRGB(0, 1));
    BufferedImage png = ImageGridTest.decode(map.toPng());
    Rectangle2D plane = new Axes(map.panel(), png.getWidth(), png.getHeight()).plane();
    assertEquals(plane.getWidth(), plane.getHeight(), 1, "a unit is as long on both axes");
    int left = (int) (plane.getX() + plane.getWidth() / 4);
    int low = (int) (plane.getY() + plane.getHeight() * 3 / 4);
    assertEquals(light(2).getRGB(), png.getRGB(left, low));
    assertEquals("x", layout.getAsJsonObject("yaxis").get("scaleanchor").getAsString());
  }

  @Test
  void softWeightsMixTheColours() throws IOException {
    NDArray weights = manager.create(new float[] {1, 0, 0.5f, 0.5f}, new Shape(2, 2));
    ZoneMap map = ZoneMap.of(new Plane(0, 2, 0, 1, 2, 1), weights);
    BufferedImage cells = picture(ChartTest.json(map).getAsJsonObject("layout"));
    assertEquals(light(0).getRGB(), cells.getRGB(0, 0));
    assertEquals(Palette.mix(light(0), light(1), 0.5).getRGB(), cells.getRGB(1, 0));
  }

  @Test
  void pathsAreLinesWithGaps() {
    NDArray paths = manager.arange(12f).reshape(3, 2, 2);
    ZoneMap map = ZoneMap.of(Plane.square(9, 1), new int[1]).paths(paths);
    Series line = map.panel().series().get(0);
    assertEquals(List.of(0.0, 4.0, 8.0, 8.0, 2.0, 6.0, 10.0, 10.0), line.x());
    assertEquals(List.of(1.0, 5.0, 9.0, Double.NaN, 3.0, 7.0, 11.0, Double.NaN), line.y());
  }

  @Test
  void anchorsHaveTheColoursOfTheirZones() {
    NDArray anchors = manager.create(new float[][] {{0, 0}, {1, 1}});
    ZoneMap map = ZoneMap.of(Plane.square(2, 1), new int[1]).anchors(anchors);
    JsonArray traces = ChartTest.json(map).getAsJsonArray("data");
    JsonObject second = traces.get(1).getAsJsonObject();
    assertEquals(
        Palette.css(Palette.of(1)), second.getAsJsonObject("marker").get("color").getAsString());
    assertEquals(1, second.getAsJsonArray("x").get(0).getAsDouble());
    assertTrue(map.points("latents", anchors).panel().hasLegend());
  }

  @Test
  void wrongInputIsNamed() {
    Plane plane = Plane.square(1, 2);
    assertThrows(IllegalArgumentException.class, () -> ZoneMap.of(plane, new int[3]));
    assertThrows(IllegalArgumentException.class, () -> ZoneMap.of(plane, new int[] {0, 1, -1, 0}));
    NDArray twice = manager.ones(new Shape(4, 2));
    Exception e = assertThrows(IllegalArgumentException.class, () -> ZoneMap.of(plane, twice));
    assertEquals("weights of a cell must sum to 1, got 2.0 in cell 0", e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> Plane.square(-1, 2));
    ZoneMap map = ZoneMap.of(plane, new int[4]);
    assertThrows(IllegalArgumentException.class, () -> map.anchors(manager.ones(new Shape(2, 3))));
    NDArray paths = manager.ones(new Shape(3, 2, 2));
    assertThrows(IllegalArgumentException.class, () -> map.paths(paths, 0));
  }
}
