package org.lzn.train.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lzn.file.Checksums;
import org.lzn.file.Json;

/** A checkpoint that an earlier version of the kit wrote, in another process. */
class OldCheckpointTest {
  private static final String NAME = "step-00000003";

  @TempDir private Path folder;

  @Test
  void isOpened() throws IOException {
    copy(".safetensors");
    Checkpoint checkpoint = Checkpoint.open(copy(".json"));
    assertEquals(3, checkpoint.step());
    TrainingHistory.Point last = checkpoint.course().points().get(1);
    assertEquals(25, last.measures().get("probe top1"));
    assertEquals(0, checkpoint.course().notFinite());
  }

  /** Two measures in the one order and in the other: each has the checksum of its own text. */
  @Test
  void theOrderOfMeasuresIsThatOfTheFile() throws IOException {
    copy(".safetensors");
    Path json = copy(".json");
    String text = Files.readString(json);
    String other =
        text.replaceFirst("(\"probe top1\": 25.0),(\\s+)(\"alignment rate\": 0.5)", "$3,$2$1");
    assertNotEquals(text, other);
    assertEquals(3, Checkpoint.open(json).step());
    Files.writeString(json, signed(other));
    assertEquals(3, Checkpoint.open(json).step());
  }

  private static String signed(String text) {
    JsonObject signed = JsonParser.parseString(text).getAsJsonObject();
    JsonElement content = signed.get("checkpoint");
    var digest = Checksums.sha256();
    digest.update(Json.text(content).getBytes(StandardCharsets.UTF_8));
    signed.addProperty("sha256", Checksums.hex(digest));
    return Json.text(signed);
  }

  private Path copy(String end) throws IOException {
    Path source = Path.of("src/test/resources/checkpoint-0.1.0", NAME + end);
    assertTrue(Files.exists(source), source + " is missing");
    return Files.copy(source, folder.resolve(NAME + end));
  }
}
