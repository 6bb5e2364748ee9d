package org.lzn.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lzn.file.BadFileException;
import org.lzn.train.checkpoint.TrainingHistory;
import org.lzn.train.checkpoint.TrainingHistory.Point;

class HistoryCsvTest {
  @TempDir private Path folder;

  /** A measure of one's own may be called what it likes; a comma in its name once cut the row. */
  @Test
  void whatIsWrittenIsRead() throws IOException {
    List<Point> points =
        List.of(
            new Point(1, 0.1, 1e-17, 2.5, Map.of("share, in percent", 12.25)),
            new Point(100, 20 / 3.0, 0.25, 1 / 3.0, Map.of("share, in percent", 1e6)));
    Path file = folder.resolve("a-run.csv");
    HistoryCsv.write(file, new TrainingHistory(points, new TrainingHistory.Counts(0, 0)));
    assertEquals(points, HistoryCsv.read(file));
    List<String> lines = Files.readAllLines(file);
    assertEquals("step,seconds,train,held_out,\"share, in percent\"", lines.get(0));
    assertEquals("1,0.1,1.0E-17,2.5,12.25", lines.get(1));
  }

  @Test
  void whatAnEarlierKitWroteIsRead() throws IOException {
    Path file = folder.resolve("old.csv");
    Files.writeString(file, "step,seconds,train,held_out,rate\n5,1.5,0.5,0.25,NaN\n");
    Point point = HistoryCsv.read(file).get(0);
    assertEquals(5, point.step());
    assertEquals(0.25, point.heldOut());
    assertTrue(Double.isNaN(point.measures().get("rate")));
  }

  @Test
  void anotherFileIsRefused() throws IOException {
    for (String csv : List.of("", "a,b\n1,2\n", "step,seconds,train,held_out\n1,2,3\n")) {
      Path file = Files.writeString(folder.resolve("bad.csv"), csv);
      assertThrows(BadFileException.class, () -> HistoryCsv.read(file), csv);
    }
    Path none = folder.resolve("none.csv");
    String message = assertThrows(BadFileException.class, () -> HistoryCsv.read(none)).getMessage();
    assertTrue(message.contains("no such file"), message);
  }
}
