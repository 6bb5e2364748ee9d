package org.lzn.train.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lzn.file.BadFileException;
import org.lzn.file.Checksums;
import org.lzn.file.Json;

/** Checkpoints that were cut, changed, forged, or written by another version. */
class DamagedCheckpointsTest {
  @TempDir private Path folder;
  private Path json;
  private Path arrays;

  @BeforeEach
  void write() {
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> state = Map.of("weight.a", manager.ones(new Shape(3)));
      JsonObject run = JsonParser.parseString("{\"seed\": 1}").getAsJsonObject();
      json = Checkpoint.write(folder, run, new TrainerState(), state).file();
      arrays = Checkpoint.weightsFile(json);
    }
  }

  @Test
  void aSoundOneIsOpened() {
    assertEquals(0, Checkpoint.open(json).step());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void aChangedOneIsRefusedInOneLine(String name, UnaryOperator<String> change, String reason)
      throws IOException {
    Files.writeString(json, change.apply(Files.readString(json)));
    assertRefused(reason);
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        change("empty", text -> "", "an empty file"),
        change("cut", text -> text.substring(0, text.length() / 2), "JSON"),
        change("not JSON", text -> "weights = 1", "JSON"),
        change("another object", text -> "{}", "without a checkpoint"),
        change("null", text -> "null", "an empty file"),
        change("more after its end", text -> text + "{}", "malformed JSON"),
        change("another seed", text -> text.replace("\"seed\": 1", "\"seed\": 2"), "SHA-256"),
        change("no sum", text -> text.replaceAll("\"sha256\"", "\"sum\""), "lacks its run"),
        change("another kind", resigned("\"checkpoint of a training\"", "\"model\""), "kind model"),
        change("a later version", resigned("\"version\": 1", "\"version\": 2"), "version 2, this"),
        change("negative steps", resigned("\"step\": 0", "\"step\": -1"), "a course of -1 steps"),
        change("steps of text", resigned("\"step\": 0", "\"step\": \"x\""), "JSON"),
        change("steps beyond 32 bits", resigned("\"step\": 0", "\"step\": 99999999999"), "JSON"),
        change(
            "more updates than steps", resigned("\"updates\": 0", "\"updates\": 5"), "5 updates"),
        change("no points", resigned("\"points\": []", "\"points\": null"), "SHA-256"),
        change("an empty point", resigned("\"points\": []", "\"points\": [null]"), "a course"),
        change("no run", resigned("\"run\":", "\"walk\":"), "lacks its run"),
        change("deep nesting", text -> "[".repeat(100_000), "JSON"));
  }

  @Test
  void changedArraysAreRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(arrays);
    bytes[bytes.length - 1] ^= 1;
    Files.write(arrays, bytes);
    assertRefused("expected SHA-256");
  }

  @Test
  void missingFilesAreNamed() throws IOException {
    Files.delete(arrays);
    assertRefused("step-00000000.safetensors: expected a file, got no such file");
    Files.delete(json);
    assertRefused("step-00000000.json: expected the JSON file of a checkpoint, got no such file");
  }

  /** Ten thousand mutations of the JSON file: nothing but our own exception. */
  @Test
  void noMutationDoesAnythingElse() throws IOException {
    byte[] sound = Files.readAllBytes(json);
    SplittableRandom random = new SplittableRandom(1);
    int refused = 0;
    for (int i = 0; i < 10_000; i++) {
      byte[] bytes = sound.clone();
      int place = random.nextInt(bytes.length);
      bytes[place] = (byte) random.nextInt(256);
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(json, bytes);
      try {
        Checkpoint.open(json);
      } catch (BadFileException e) {
        refused++;
      }
    }
    assertTrue(refused > 9000, refused + " refused");
  }

  private void assertRefused(String reason) {
    String message = assertThrows(BadFileException.class, () -> Checkpoint.open(json)).getMessage();
    assertTrue(message.contains(reason), message);
    assertEquals(1, message.lines().count(), message);
  }

  private static Arguments change(String name, UnaryOperator<String> change, String reason) {
    return Arguments.of(name, change, reason);
  }

  /** A forger's change: the sum is made to fit the changed content. */
  private static UnaryOperator<String> resigned(String old, String replacement) {
    return text -> {
      assertTrue(text.contains(old), old + " in " + text);
      JsonObject signed = JsonParser.parseString(text.replace(old, replacement)).getAsJsonObject();
      String content = Json.text(signed.get("checkpoint"));
      var digest = Checksums.sha256();
      digest.update(content.getBytes(StandardCharsets.UTF_8));
      signed.addProperty("sha256", Checksums.hex(digest));
      return Json.text(signed);
    };
  }
}
