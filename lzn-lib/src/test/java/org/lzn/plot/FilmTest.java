package org.lzn.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class FilmTest {
  private static final double[] TIMES = {0, 0.25, 0.5, 0.75, 1};

  private static Film lines() {
    return Film.over("f", "t", TIMES, t -> Chart.lines("").add("a", 0, t));
  }

  @Test
  void aFrameForEachTimeOverCommonRanges() {
    JsonObject film = ChartTest.json(lines());
    JsonArray frames = film.getAsJsonArray("frames");
    assertEquals(TIMES.length, frames.size());
    for (int i = 0; i < TIMES.length; i++) {
      JsonObject trace =
          frames.get(i).getAsJsonObject().getAsJsonArray("data").get(0).getAsJsonObject();
      assertEquals(TIMES[i], trace.getAsJsonArray("y").get(1).getAsDouble());
    }
    JsonArray range =
        film.getAsJsonObject("layout").getAsJsonObject("yaxis").getAsJsonArray("range");
    assertEquals(1.05, range.get(1).getAsDouble());
  }

  @Test
  void theSliderNamesTheFrames() {
    JsonObject film = ChartTest.json(lines());
    JsonObject slider =
        film.getAsJsonObject("layout").getAsJsonArray("sliders").get(0).getAsJsonObject();
    JsonObject step = slider.getAsJsonArray("steps").get(3).getAsJsonObject();
    assertEquals("t = 0.75", step.get("label").getAsString());
    String target = step.getAsJsonArray("args").get(0).getAsJsonArray().get(0).getAsString();
    JsonObject frame = film.getAsJsonArray("frames").get(3).getAsJsonObject();
    assertEquals(frame.get("name").getAsString(), target);
  }

  @Test
  void pictureFramesCarryTheirPictures() {
    Film film =
        Film.of("zones")
            .add("a", ZoneMap.of(Plane.square(1, 1), new int[] {0}))
            .add("b", ZoneMap.of(Plane.square(1, 1), new int[] {1}));
    JsonArray frames = ChartTest.json(film).getAsJsonArray("frames");
    assertNotEquals(
        frames.get(0).getAsJsonObject().get("layout"),
        frames.get(1).getAsJsonObject().get("layout"));
  }

  @Test
  void thePngIsAStripOfSomeFrames() throws IOException {
    int five = ImageGridTest.decode(lines().toPng()).getWidth();
    int three = ImageGridTest.decode(lines().strip(3).toPng()).getWidth();
    assertEquals(5 * 260, five);
    assertEquals(3 * 260, three);
    try (NDManager manager = NDManager.newBaseManager()) {
      Film images = Film.of("i").add("a", ImageGrid.of(manager.zeros(new Shape(4, 1, 28, 28))));
      assertEquals(3 + 2 * 59 + 8, ImageGridTest.decode(images.toPng()).getWidth());
      assertEquals(1, ChartTest.json(images).getAsJsonArray("frames").size());
    }
  }

  @Test
  void wrongFramesAreNamed() {
    Film film = lines();
    Chart two = Chart.lines("").add("a", 1, 2).add("b", 1, 2);
    Exception e = assertThrows(IllegalArgumentException.class, () -> film.add("late", two));
    assertEquals("frame 'late' has 2 series, but the first frame has 1", e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> Film.of("empty").toPng());
    assertThrows(IllegalArgumentException.class, () -> film.strip(0));
  }
}
