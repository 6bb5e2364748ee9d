package org.lzn.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ClusterTest {
  private static final CyclicBarrier BOTH = new CyclicBarrier(2);

  @Test
  void whatFailsLeavesTheOthersAlone() {
    Map<String, Work<String>> works = new LinkedHashMap<>();
    works.put(
        "bad",
        () -> {
          throw new IllegalStateException("no");
        });
    works.put("good", () -> "yes");
    Map<String, String> ended = new TreeMap<>();
    try (Cluster here = Cluster.here(1)) {
      Map<String, RuntimeException> failures = here.all(works, ended::put);
      assertEquals(Map.of("good", "yes"), ended);
      assertEquals("no", failures.get("bad").getMessage());
      assertEquals(1, failures.size());
    }
  }

  /** Each waits for the other, so that one after the other would never end. */
  @Test
  void asManyAsThereIsRoomForAreDoneAtOnce() {
    Work<String> meets =
        () -> {
          try {
            BOTH.await(30, TimeUnit.SECONDS);
            return "met";
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        };
    Map<String, String> ended = new TreeMap<>();
    try (Cluster here = Cluster.here(2)) {
      assertTrue(here.all(Map.of("a", meets, "b", meets), ended::put).isEmpty());
    }
    assertEquals(Map.of("a", "met", "b", "met"), ended);
  }

  @Test
  void whereNoEngineKnowsAnAddressItIsSaidWhatToAdd() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Cluster.at("ray://host:1")).getMessage();
    assertTrue(message.contains("LZN_MAVEN_ARGS=-Pspark"), message);
  }
}
