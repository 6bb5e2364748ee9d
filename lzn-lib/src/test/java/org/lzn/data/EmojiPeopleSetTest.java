package org.lzn.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EmojiPeopleSetTest {
  private static final EmojiPeople PEOPLE = EmojiPeople.open();

  @Test
  void anImageHasTheChannelsOfAllStylesAndTheNumberOfItsConcept() {
    ImageDataset test = new EmojiPeopleSet().test(Optional.empty(), 32);
    int[] held = PEOPLE.held();
    assertEquals(held.length, test.size());
    assertEquals(new Shape(9, 32, 32), test.shape());
    assertArrayEquals(held, test.labels(IntStream.range(0, held.length).toArray()));
    float[] image = test.values(7);
    int each = 3 * 32 * 32;
    for (int s = 0; s < EmojiPeople.STYLES.size(); s++) {
      float[] picture = PEOPLE.pictures(EmojiPeople.STYLES.get(s)).values(held[7]);
      assertArrayEquals(picture, Arrays.copyOfRange(image, s * each, (s + 1) * each));
    }
  }

  @Test
  void theConceptsForValidationComeLast() {
    ImageDataset train = new EmojiPeopleSet().train(Optional.empty(), 32);
    int[] last = IntStream.range(train.size() - 144, train.size()).toArray();
    assertArrayEquals(PEOPLE.validation(), train.labels(last));
  }
}
