package org.lzn.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lzn.data.EmojiPeople;
import org.lzn.plot.ImageBatch;

class PictureScoresTest {
  private static final EmojiPeople PEOPLE = EmojiPeople.open();
  private static final String STYLE = "twemoji";
  // A small judge is enough: it knows one picture of each of the 3 x 18 concepts asked for.
  private static final int[] FIRST = IntStream.range(54, 108).toArray();
  private static final EmojiJudge JUDGE = EmojiJudge.knowing(PEOPLE, STYLE, FIRST);

  @Test
  void theArtistsOwnPicturesAreWithoutError() {
    PictureScores scores = scores(FIRST);
    assertEquals(0, scores.error());
    assertEquals(1, scores.retrieval());
    assertEquals(1, scores.right().role());
  }

  /** Pictures of the next tone: nothing is retrieved, the role and the gender stay. */
  @Test
  void picturesOfOthersAreNotRetrieved() {
    int[] next = Arrays.stream(FIRST).map(i -> i / 6 * 6 + (i + 1) % 6).toArray();
    PictureScores scores = scores(next);
    assertEquals(0, scores.retrieval());
    assertEquals(1, scores.right().role());
    float[] drawn = PEOPLE.pictures(STYLE).values(next);
    float[] own = PEOPLE.pictures(STYLE).values(FIRST);
    double sum = 0;
    for (int i = 0; i < own.length; i++) {
      sum += Math.pow(drawn[i] - own[i], 2);
    }
    assertEquals(sum / own.length, scores.error(), 1e-6);
  }

  @Test
  void anotherNumberOfPicturesIsOneClearError() {
    ImageBatch two = ImageBatch.of(PEOPLE.pictures(STYLE), 54, 55);
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> PictureScores.of(two, PEOPLE, STYLE, JUDGE, 54, 55, 56))
            .getMessage();
    assertEquals("3 concepts need as many pictures, got 2", message);
  }

  private static PictureScores scores(int... drawn) {
    ImageBatch pictures = ImageBatch.of(PEOPLE.pictures(STYLE), drawn);
    return PictureScores.of(pictures, PEOPLE, STYLE, JUDGE, FIRST);
  }
}
