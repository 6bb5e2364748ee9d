package org.lzn.metric;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lzn.data.EmojiPeople;
import org.lzn.data.View;
import org.lzn.data.augment.GaussianBlur;
import org.lzn.plot.ImageBatch;

/** What the judges read in the artists' own pictures of the concepts held for the test. */
class EmojiJudgeTest {
  private static final EmojiPeople PEOPLE = EmojiPeople.open();

  @ParameterizedTest
  @ValueSource(strings = {"noto", "twemoji", "fluent"})
  void picturesNeverSeenAreRead(String style) {
    EmojiJudge judge = EmojiJudge.of(PEOPLE, style);
    int[] held = PEOPLE.held();
    ConceptReading truth = ConceptReading.of(PEOPLE, held);
    ConceptReading.Shares sharp =
        judge.read(ImageBatch.of(PEOPLE.pictures(style), held)).right(truth);
    String shares = style + ": " + sharp;
    assertTrue(sharp.role() >= 0.98 && sharp.gender() >= 0.97 && sharp.tone() >= 0.98, shares);
    assertTrue(sharp.all() >= 0.95, shares);
    // Drawn pictures are a little soft.
    View soft = View.plain().then(new GaussianBlur(3, 0.5, 0.5));
    ConceptReading.Shares blurred =
        judge.read(ImageBatch.of(PEOPLE.pictures(style), soft, 1, held)).right(truth);
    assertTrue(blurred.all() >= 0.9, style + ", blurred: " + blurred);
  }
}
