package org.lzn.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final List<String> lines = new ArrayList<>();
  private double seconds;

  private Progress progress(long total) {
    return new Progress("training", total, () -> Math.round(seconds * 1e9), lines::add);
  }

  @Test
  void printsALineEveryFiveSecondsAndAtTheEnd() {
    try (Progress progress = progress(100).counting("images", 64)) {
      for (int step = 1; step <= 100; step++) {
        seconds += 0.1;
        progress.update(step, "loss 0.5");
      }
    }
    assertEquals(
        List.of(
            "training: 1 of 100 (1 %), 0.1 s, 9.9 s left, 640 images/s, loss 0.5",
            "training: 51 of 100 (51 %), 5.1 s, 4.9 s left, 640 images/s, loss 0.5",
            "training: 100 of 100 (100 %), 10.0 s, 640 images/s, loss 0.5"),
        lines);
  }

  @Test
  void aResumedRunCountsOnlyItsOwnSteps() {
    try (Progress progress = progress(100).startingAt(80)) {
      seconds = 2;
      progress.update(90);
    }
    assertEquals("training: 90 of 100 (90 %), 2.0 s, 2.0 s left, 5.0 steps/s", lines.get(0));
    assertEquals("training: 90 of 100 (90 %), 2.0 s, stopped, 5.0 steps/s", lines.get(1));
  }

  @Test
  void aShortTaskCanBeSilent() {
    for (double end : new double[] {0.9, 1.5}) {
      seconds = 0;
      try (Progress progress = progress(2).after(1)) {
        progress.update(1);
        seconds = end;
      }
    }
    assertEquals(List.of("training: 1 of 2 (50 %), 1.5 s, stopped, 0.667 steps/s"), lines);
  }

  @Test
  void closingTwicePrintsOnce() {
    Progress progress = progress(2);
    progress.close();
    progress.close();
    assertEquals(List.of("training: 0 of 2 (0 %), 0.0 s, stopped"), lines);
    assertThrows(IllegalArgumentException.class, () -> progress.update(1));
  }

  @Test
  void durationsReadWell() {
    assertEquals("59.9 s", Progress.duration(59.9));
    assertEquals("3 min 05 s", Progress.duration(185));
    assertEquals("2 h 01 min", Progress.duration(7290));
  }

  @Test
  void wrongStepsAreNamed() {
    assertThrows(IllegalArgumentException.class, () -> progress(0));
    Exception e = assertThrows(IllegalArgumentException.class, () -> progress(3).update(4));
    assertEquals("step must be 0 to 3, got 4", e.getMessage());
  }
}
