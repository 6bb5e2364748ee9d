package org.lzn.study.many;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.lzn.data.EmojiPeople;

/** On a few concepts, where the answers can be written down. */
class PictureBaselineTest {
  private static final EmojiPeople PEOPLE = EmojiPeople.open();
  private static final int[] KNOWN = {0, 7, 100, 777, 1290};
  private static final int[] ASKED = {3, 500};

  @Test
  void theMeanIsTheSameForAll() {
    float[] drawn = draw(PictureBaseline.mean(), ASKED);
    float[] known = PEOPLE.pictures("fluent").values(KNOWN);
    for (int p = 0; p < 3072; p++) {
      double sum = 0;
      for (int i = 0; i < KNOWN.length; i++) {
        sum += known[i * 3072 + p];
      }
      assertEquals(sum / KNOWN.length, drawn[p], 1e-6);
      assertEquals(drawn[p], drawn[3072 + p]);
    }
  }

  /** The nearest known picture to a known one is itself. */
  @Test
  void theNearestPairOfAKnownConceptIsItsOwn() {
    assertArrayEquals(own(KNOWN), draw(PictureBaseline.nearestPair(), KNOWN));
    // The same role and gender in another tone are nearer than other roles.
    assertArrayEquals(own(100), draw(PictureBaseline.nearestPair(), 101));
  }

  @Test
  void ridgeWithoutPenaltyMeetsWhatItKnows() {
    PictureBaseline exact = PictureBaseline.ridge(KNOWN.length, 0);
    assertArrayEquals(own(KNOWN), draw(exact, KNOWN), 1e-4f);
    PictureBaseline held = PictureBaseline.ridge(KNOWN.length, 1e15);
    assertArrayEquals(draw(PictureBaseline.mean(), ASKED), draw(held, ASKED), 1e-4f);
  }

  @Test
  void factorsWithoutPenaltyMeetWhatTheyKnow() {
    assertArrayEquals(own(KNOWN), draw(PictureBaseline.factors(0), KNOWN), 1e-4f);
    assertArrayEquals(
        draw(PictureBaseline.mean(), ASKED), draw(PictureBaseline.factors(1e15), ASKED), 1e-4f);
  }

  /**
   * Known: two concepts that differ in tone alone. A third of the same role and gender, of a tone
   * never seen, has as much of the one as of the other.
   */
  @Test
  void factorsOfAnUnknownToneDrawWhatIsKnownOfTheRest() {
    float[] drawn =
        PictureBaseline.factors(1e-9)
            .draw(PEOPLE, "noto", "fluent", new int[] {0, 1}, new int[] {2})
            .values();
    float[] first = own(0);
    float[] second = own(1);
    for (int p = 0; p < drawn.length; p++) {
      assertEquals((first[p] + second[p]) / 2, drawn[p], 1e-4f);
    }
  }

  /** The mean picture is what it may begin with; what it was shown, it draws better. */
  @Test
  void aNetworkLearnsItsCell() {
    float[] few = draw(PictureBaseline.network(2, 1), KNOWN);
    float[] many = draw(PictureBaseline.network(300, 1), KNOWN);
    double mean = error(draw(PictureBaseline.mean(), KNOWN));
    assertTrue(error(few) > mean);
    assertTrue(error(many) < mean / 5, "error " + error(many) + ", the mean's " + mean);
  }

  private static double error(float[] drawn) {
    float[] own = own(KNOWN);
    double sum = 0;
    for (int i = 0; i < own.length; i++) {
      sum += (drawn[i] - own[i]) * (drawn[i] - own[i]);
    }
    return sum / own.length;
  }

  private static float[] draw(PictureBaseline baseline, int... asked) {
    return baseline.draw(PEOPLE, "noto", "fluent", KNOWN, asked).values();
  }

  private static float[] own(int... concepts) {
    return PEOPLE.pictures("fluent").values(concepts);
  }
}
