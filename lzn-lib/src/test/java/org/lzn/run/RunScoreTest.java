package org.lzn.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunScoreTest {
  @ParameterizedTest
  @ValueSource(strings = {"FID", "fid", "sFID", "fid_clean", "FID (ours)"})
  void fidIsKeptForInception(String name) {
    assertEquals(3, RunScore.of(name, 3, "Inception v3").value());
    String message =
        assertThrows(IllegalArgumentException.class, () -> RunScore.of(name, 3, "small CNN"))
            .getMessage();
    assertTrue(message.contains("call it Fréchet distance"), message);
    assertThrows(IllegalArgumentException.class, () -> RunScore.of(name, 3));
  }

  @Test
  void otherNamesAreFree() {
    assertEquals("fidelity", RunScore.of("fidelity", 1).name());
  }

  @Test
  void figuresMustBeFinite() {
    assertThrows(IllegalArgumentException.class, () -> RunScore.of("accuracy", Double.NaN));
    RunScore score = RunScore.of("accuracy", 90);
    assertThrows(IllegalArgumentException.class, () -> score.withSpread(-1));
    assertThrows(IllegalArgumentException.class, () -> score.withSamples(-1));
    assertThrows(IllegalArgumentException.class, () -> RunScore.of(" ", 1));
  }

  @Test
  void theTextSaysOnWhat() {
    assertEquals("accuracy 90.00", RunScore.of("accuracy", 90).toString());
    assertEquals(
        "recall 0.5000 ± 0.010 (2,048 samples, seeds 1, 2, features of small CNN)",
        RunScore.of("recall", .5, "small CNN")
            .withSamples(2048)
            .withSeeds(1, 2)
            .withSpread(.01)
            .toString());
  }
}
