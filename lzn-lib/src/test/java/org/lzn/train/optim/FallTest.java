package org.lzn.train.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.lzn.train.TrainingOptions;

class FallTest {
  @Test
  void theRateFallsFromTheFirstToTheLast() {
    Optimisation optimisation =
        Optimisation.of(WarmUp.over(0), 0.9).withRate("a", 8).withFall(new Fall(4, 8));
    double[] rates = {8, 8, 8, 8, 8, 6, 4, 2, 0, 0};
    for (int update = 0; update < rates.length; update++) {
      assertEquals(rates[update], optimisation.rate("a", update));
    }
    assertEquals(1, Fall.none().factor(1_000_000));
  }

  @Test
  void stepsThatWouldTeachNothingAreRefused() {
    Optimisation optimisation = Optimisation.of(WarmUp.over(0), 0.9).withFall(new Fall(4, 8));
    assertEquals(8, TrainingOptions.of(8, 1, optimisation).steps());
    String message =
        assertThrows(IllegalArgumentException.class, () -> TrainingOptions.of(9, 1, optimisation))
            .getMessage();
    assertEquals(
        "9 steps are more than the rates last, which fall to 0 at step 8: set"
            + " training.optimisation.fall.to first",
        message);
    assertThrows(IllegalArgumentException.class, () -> new Fall(8, 8));
  }
}
