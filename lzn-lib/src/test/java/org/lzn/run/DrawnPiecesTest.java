package org.lzn.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lzn.metric.Features;

class DrawnPiecesTest {
  private static final int SIZE = 2 * Drawing.PIECE + 7;

  @TempDir private Path folder;
  private Path weights;
  private final List<Integer> drawn = new ArrayList<>();

  @BeforeEach
  void weights() throws IOException {
    weights = Files.writeString(folder.resolve("weights"), "these");
  }

  /** Sees in image i the numbers i and i / 3, and the chance i / size of a class. */
  private Drawing drawing(String about) {
    return new Drawing() {
      @Override
      public int size() {
        return SIZE;
      }

      @Override
      public String about() {
        return about;
      }

      @Override
      public Map<String, Features> seen(int from, int to) {
        drawn.add(from);
        float[] features = new float[2 * (to - from)];
        float[] chances = new float[to - from];
        for (int i = from; i < to; i++) {
          features[2 * (i - from)] = i;
          features[2 * (i - from) + 1] = i / 3f;
          chances[i - from] = i / (float) SIZE;
        }
        return Map.of("features", Features.of(features, 2), "chances", Features.of(chances, 1));
      }

      @Override
      public void close() {}
    };
  }

  private DrawnPieces pieces(String about) {
    return new DrawnPieces(folder.resolve("drawn"), weights, drawing(about));
  }

  @Test
  void whatIsThereIsNotDrawnAgain() {
    Map<String, Features> whole = drawing("one").all();
    assertEquals(List.of(0, Drawing.PIECE, 2 * Drawing.PIECE), drawn);
    drawn.clear();
    assertEquals(List.of(0, 1, 2), pieces("one").missing());
    pieces("one").make(1); // as a cluster would, or a process that was killed
    assertEquals(List.of(0, 2), pieces("one").missing());
    Map<String, Features> resumed = pieces("one").all();
    assertEquals(List.of(Drawing.PIECE, 0, 2 * Drawing.PIECE), drawn);
    whole.forEach(
        (use, features) ->
            assertArrayEquals(features.rows(0, SIZE), resumed.get(use).rows(0, SIZE), use));
    drawn.clear();
    assertEquals(SIZE, pieces("one").all().get("chances").size());
    assertEquals(List.of(), drawn);
  }

  @Test
  void ofOtherSettingsOrWeightsNothingIsTaken() throws IOException {
    pieces("one").make(0);
    assertEquals(List.of(0, 1, 2), pieces("another").missing());
    Files.writeString(weights, "those");
    assertEquals(List.of(0, 1, 2), pieces("one").missing());
  }
}
