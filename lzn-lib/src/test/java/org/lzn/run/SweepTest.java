package org.lzn.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lzn.file.BadFileException;

class SweepTest {
  @TempDir private Path folder;

  private Sweep plan(String json) {
    try {
      return Sweep.read(Files.writeString(folder.resolve("plan.json"), json));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void everyRecipeSeedAndSettingIsARunOfItsOwn() {
    Map<String, RunPlan> runs =
        plan("""
            {"recipes": ["rf", "rf-lzn"], "seeds": [3, 1], "scale": "smoke", "validation": 8,
             "settings": {"": [], "long": ["training.steps=30"]}}
            """)
            .runs();
    assertEquals(
        List.of(
            "rf-3",
            "rf-lzn-3",
            "rf-long-3",
            "rf-lzn-long-3",
            "rf-1",
            "rf-lzn-1",
            "rf-long-1",
            "rf-lzn-long-1"),
        List.copyOf(runs.keySet()));
    RunPlan one = runs.get("rf-lzn-long-1");
    assertEquals(
        new RunPlan("rf-lzn", Scale.SMOKE, "fashion-mnist", List.of("training.steps=30"), 1, 8),
        one);
    assertEquals(
        "rf-lzn --scale smoke --data "
            + one.data()
            + " --seed 1 --set training.steps=30 --validation 8",
        String.join(" ", one.arguments()));
  }

  @Test
  void aWrongPlanIsRefusedInOneLine() {
    assertSays("\"recipes\" must name one or more", "{\"seeds\": [1]}");
    assertSays("\"seeds\" must be one or more", "{\"recipes\": [\"rf\"]}");
    assertSays("\"seed\", which is none of", "{\"recipes\": [\"rf\"], \"seed\": [1]}");
    assertSays("one is there twice", "{\"recipes\": [\"rf\"], \"seeds\": [1, 1]}");
    assertSays(
        "letters, digits", "{\"recipes\": [\"rf\"], \"seeds\": [1], \"settings\": {\"a/b\": []}}");
    assertSays("no object", "[1]");
    assertSays("path", "{\"recipes\": [");
  }

  @Test
  void aRunThatCouldNotBeTrainedIsNamedBeforeAnyIs() {
    Sweep sweep =
        plan(
            """
            {"recipes": ["rf"], "seeds": [1], "settings": {"x": ["training.stepz=3"]}}
            """);
    String message = assertThrows(IllegalArgumentException.class, sweep::check).getMessage();
    assertTrue(message.startsWith("rf-x-1: no setting training.stepz"), message);
  }

  private void assertSays(String part, String json) {
    String message = assertThrows(BadFileException.class, () -> plan(json)).getMessage();
    assertTrue(message.contains(part) && message.lines().count() == 1, message);
  }
}
