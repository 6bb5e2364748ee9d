package org.lzn.study.many;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lzn.data.Datasets;
import org.lzn.data.EmojiPeople;

/** The tables of the data's README are those of the code. */
class BaselinesTest {
  private static final EmojiPeople PEOPLE = EmojiPeople.open();

  @Test
  void theReadmeSaysWhatTheJudgesRead() throws IOException {
    for (String style : EmojiPeople.STYLES) {
      requireInReadme(Baselines.realLine(PEOPLE, style));
    }
  }

  @Test
  void theReadmeHasTheBaselines() throws IOException {
    Map<String, PictureBaseline> quick = Map.of("nearest pair", PictureBaseline.nearestPair());
    List<Baselines.Row> rows = Baselines.rows(PEOPLE, quick, PEOPLE.learning(), PEOPLE.held());
    assertEquals(6, rows.size());
    for (Baselines.Row row : rows) {
      requireInReadme(Baselines.line(row));
    }
  }

  private static void requireInReadme(String line) throws IOException {
    String readme = Files.readString(Datasets.find("emoji-people/README.md"));
    assertTrue(readme.contains(line + "\n"), "README.md should have " + line);
  }
}
