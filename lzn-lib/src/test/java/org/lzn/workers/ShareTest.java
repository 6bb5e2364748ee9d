package org.lzn.workers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ShareTest {
  @Test
  void holdsAsManyRowsAsEveryOther() {
    assertArrayEquals(new int[] {3, 4, 5}, new Share(1, 2).rows(6).toArray());
    assertArrayEquals(new int[] {0, 1, 2}, Share.WHOLE.rows(3).toArray());
  }

  @Test
  void refusesRowsThatCannotBeDividedAndRanksThatAreNone() {
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> new Share(0, 2).requireEven("the batch", 5))
            .getMessage();
    assertEquals("the batch must be a multiple of the 2 workers, got 5 images", message);
    assertThrows(IllegalArgumentException.class, () -> new Share(2, 2));
  }
}
