package org.lzn.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.lzn.data.EmojiPeople;

class ConceptReadingTest {
  @Test
  void aConceptHasItsAttributesAndNoneHasNone() {
    ConceptReading reading = ConceptReading.of(EmojiPeople.open(), 18 * 7 + 6 * 2 + 5, -1);
    assertArrayEquals(new int[] {7, -1}, reading.roles());
    assertArrayEquals(new int[] {2, -1}, reading.genders());
    assertArrayEquals(new int[] {5, -1}, reading.tones());
  }

  @Test
  void sharesAreCounted() {
    ConceptReading truth = new ConceptReading(ints(1, 2, 3, 4), ints(0, 1, 2, 0), ints(5, 5, 5, 5));
    ConceptReading read = new ConceptReading(ints(1, 2, 3, -1), ints(0, 2, 2, 1), ints(5, 5, 0, 1));
    ConceptReading.Shares right = read.right(truth);
    assertEquals(new ConceptReading.Shares(0.75, 0.5, 0.5, 0.25, 4), right);
  }

  @Test
  void anotherNumberOfPeopleIsOneClearError() {
    ConceptReading one = new ConceptReading(ints(1), ints(1), ints(1));
    ConceptReading two = new ConceptReading(ints(1, 2), ints(1, 1), ints(1, 1));
    String message =
        assertThrows(IllegalArgumentException.class, () -> one.right(two)).getMessage();
    assertEquals("read 1 people, the truth is of 2", message);
  }

  private static int[] ints(int... values) {
    return values;
  }
}
