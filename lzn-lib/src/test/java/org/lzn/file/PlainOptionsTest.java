package org.lzn.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlainOptionsTest {
  private sealed interface Solver permits Euler, Dpm {}

  private record Euler(int steps) implements Solver {}

  private record Dpm(int steps, int order) implements Solver {}

  private record Options(Solver solver, float rate, String absent) {}

  private static final class Opaque {}

  @Test
  void recordsBecomeMapsThatStartWithTheirType() {
    Object plain = PlainOptions.of(new Options(new Dpm(20, 3), .1f, null));
    assertEquals(
        Map.of(
            "type",
            "Options",
            "solver",
            Map.of("type", "Dpm", "steps", 20L, "order", 3L),
            "rate",
            .1),
        plain);
    assertEquals("type", new ArrayList<>(((Map<?, ?>) plain).keySet()).get(0));
    assertEquals(Map.of("type", "Euler", "steps", 5L), PlainOptions.of(new Euler(5)));
  }

  @Test
  void plainValuesStayAndTheRestBecomesPlain() {
    assertEquals(3L, PlainOptions.of((byte) 3));
    assertEquals(.25, PlainOptions.of(.25));
    assertEquals("NaN", PlainOptions.of(Double.NaN));
    assertEquals("TUESDAY", PlainOptions.of(DayOfWeek.TUESDAY));
    assertEquals(List.of(1L, 2L), PlainOptions.of(new int[] {1, 2}));
    assertEquals(List.of("a"), PlainOptions.of(Set.of("a")));
    assertEquals(Arrays.asList(1L, null), PlainOptions.of(Arrays.asList(1, null)));
    assertEquals("b", PlainOptions.of(Optional.of("b")));
    assertEquals(Map.of("1", true), PlainOptions.of(Map.of(1, true, 2, Optional.empty())));
    assertNull(PlainOptions.of(null));
  }

  @Test
  void noAddressInMemoryIsWritten() {
    assertEquals("Opaque", PlainOptions.of(new Opaque()));
    Runnable lambda = () -> {};
    assertFalse(PlainOptions.of(lambda).toString().contains("@"));
  }
}
