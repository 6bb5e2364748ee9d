package org.lzn.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ScaleTest {
  @Test
  void namesAreReadInAnyCase() {
    assertEquals(Scale.SMOKE, Scale.parse("smoke"));
    assertEquals(Scale.PAPER, Scale.parse(" Paper "));
  }

  @Test
  void anUnknownNameIsAnsweredWithThoseThereAre() {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> Scale.parse("huge"));
    assertEquals(
        "LZN_SCALE must be one of smoke, classroom, paper, got \"huge\"", error.getMessage());
  }
}
