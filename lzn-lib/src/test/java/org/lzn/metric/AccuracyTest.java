package org.lzn.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class AccuracyTest {
  private static final Accuracy HALF =
      Accuracy.of(new int[] {0, 1, 1, 2}, new int[] {0, 0, 1, 1}, 4);

  @Test
  void countsTheRightOnesOfEachClass() {
    assertEquals(new Accuracy(List.of(1, 1, 0, 0), List.of(2, 2, 0, 0)), HALF);
    assertEquals(0.5, HALF.value());
    assertEquals(0.5, HALF.ofClass(1));
    assertEquals(Double.NaN, HALF.ofClass(3));
    assertEquals(4, HALF.samples());
    assertEquals("accuracy 50.00 % of 4 images", HALF.toString());
  }

  @Test
  void theStandardErrorIsThatOfAShare() {
    assertEquals(0.25, HALF.standardError(), 1e-12); // √(½·½ / 4)
  }

  @Test
  void whatDoesNotFitIsNamed() {
    assertMessage(
        "predictions must be as many as the 2 labels, got 1",
        () -> Accuracy.of(new int[1], new int[2], 2));
    assertMessage("labels must be 0 to 1, got 2", () -> Accuracy.of(new int[1], new int[] {2}, 2));
    assertMessage(
        "accuracy needs one image or more, got none", () -> Accuracy.of(new int[0], new int[0], 2));
    assertMessage(
        "right images of class 0 must be 0 to 1, got 2",
        () -> new Accuracy(List.of(2), List.of(1)));
  }

  private static void assertMessage(String expected, Runnable action) {
    assertEquals(expected, assertThrows(IllegalArgumentException.class, action::run).getMessage());
  }
}
