package org.lzn.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lzn.data.ImageDataset;
import org.lzn.data.MemoryImages;
import org.lzn.file.BadFileException;
import org.lzn.train.checkpoint.TrainingSegment;

class RunRecordTest {
  @TempDir private Path folder;

  private record Adam(double rate, int warmUp) {}

  private record Training(Adam adam, int batch) {}

  @Test
  void aRecordIsReadBackAsItWasSaved() {
    RunRecord run = full();
    Path file = run.save(folder);
    assertEquals(folder.resolve("cs1-fashion.json"), file);
    assertEquals(run, RunRecord.load(file));
  }

  @Test
  void aRecordOfARunThatHasOnlyStartedIsReadBack() {
    RunRecord run = RunRecord.named("just-started");
    RunRecord back = RunRecord.load(run.save(folder.resolve("new/folder")));
    assertEquals(run, back);
    assertNull(back.course().end());
    assertNull(back.course().steps());
  }

  @Test
  void theFileIsReadable() throws IOException {
    List<String> lines = Files.readAllLines(full().save(folder));
    assertTrue(lines.contains("  \"name\": \"cs1-fashion\","), lines.toString());
    assertTrue(lines.contains("          \"type\": \"Adam\","), lines.toString());
    assertTrue(lines.contains("          \"rate\": 0.002,"), lines.toString());
    assertTrue(lines.contains("    \"scale\": \"classroom\","), lines.toString());
  }

  @Test
  void savingAgainReplacesAndLeavesNothingElse() throws IOException {
    full().save(folder);
    RunRecord longer = full().withScore(RunScore.of("recall", .5, "small CNN"));
    longer.save(folder);
    assertEquals(longer, RunRecord.load(folder.resolve("cs1-fashion.json")));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void codeMachineAndDataAreTold() {
    RunRecord run = full();
    assertTrue(run.machine().cores() >= 1);
    assertTrue(run.machine().memoryBytes() > 1L << 28);
    assertTrue(run.machine().engine().pytorch().matches("\\d+\\.\\d+.*"));
    assertTrue(run.machine().engine().threads() >= 1);
    assertEquals(data().checksum(), run.setup().data().get(0).checksum());
    assertFalse(run.course().end().isBefore(run.course().start()));
  }

  @Test
  void theTextNamesWhatMatters() {
    String text = full().toString();
    for (String part :
        List.of(
            "cs1-fashion: classroom scale, seeds 1, 2",
            "made for a test, 2 images",
            "1,000 steps (3 skipped, 1 with zero gradient), 520 images/s",
            "training 123.5 s",
            "accuracy 91.20 ± 0.30 (10,000 samples, seeds 1, 2): on the test set")) {
      assertTrue(text.contains(part), part + " is not in\n" + text);
    }
    assertTrue(RunRecord.named("new").toString().contains("not finished"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "empty|''|an empty file",
        "not JSON|hello|got malformed JSON at line 1 column 1 path $",
        "cut|'{\"name\": \"a\", \"setup\": {'|line 1 column",
        "a list|'[1]'|Expected BEGIN_OBJECT but was BEGIN_ARRAY at line 1 column 2",
        "no name|'{\"scores\": []}'|a run's name must be",
        "no setup|'{\"name\": \"a\"}'|run a has no setup",
        "no seeds|'{\"name\": \"a\", \"setup\": {\"options\": {}}}'|has no seeds",
        "bad time|'{\"course\": {\"start\": \"noon\"}}'|at path $.course.start",
        "bad number|'{\"machine\": {\"cores\": \"many\"}}'|$.machine.cores",
        "bad score|'{\"scores\": [{\"name\": \"FID\", \"value\": 3}]}'|features of Inception"
      })
  void badFilesAreOneClearError(String name, String json, String part) throws IOException {
    Path file = Files.writeString(folder.resolve("bad.json"), json);
    BadFileException error = assertThrows(BadFileException.class, () -> RunRecord.load(file), name);
    assertEquals(file, error.file());
    String message = error.getMessage();
    assertTrue(message.startsWith(file + ": expected the JSON record of a run, got "), message);
    assertTrue(message.contains(part), message);
  }

  @Test
  void aScoreKeepsTheSettingsItWasMeasuredAt() throws IOException {
    RunScore score = RunScore.of("accuracy", 0.5).at("batch", 16).at("alpha", 0.5);
    Path file = full().withScores(List.of(score)).save(folder);
    assertEquals(
        Map.of("batch", 16.0, "alpha", 0.5), RunRecord.load(file).scores().get(0).basis().at());
    String before = Files.readString(file).replaceAll("(?s),\\s*\"at\": \\{.*?}", "");
    RunScore old = RunRecord.load(Files.writeString(file, before)).scores().get(0);
    assertEquals(Map.of(), old.basis().at(), "a record from before they were kept");
    assertTrue(old.sameAs(score), "it is the same score");
  }

  @Test
  void aRecordMayTellMoreOfItsCodeThanThisVersionReads() throws IOException {
    Path file = full().save(folder);
    String text = Files.readString(file).replace("\"commit\":", "\"more\": true, \"commit\":");
    Files.writeString(file, text);
    assertEquals(full().code().version(), RunRecord.load(file).code().version());
  }

  @Test
  void segmentsAreReadBackAndTheFirstIsTheStart() {
    Instant start = Instant.parse("2026-01-02T03:04:05Z");
    TrainingSegment one = new TrainingSegment(0, 7, start, start.plusSeconds(9), "commit a");
    TrainingSegment two =
        new TrainingSegment(7, 12, start.plusSeconds(60), start.plusSeconds(70), "commit b");
    RunRecord run = full().withSegments(List.of(one, two));
    RunRecord back = RunRecord.load(run.save(folder));
    assertEquals(List.of(one, two), back.course().segments());
    assertEquals(start, back.course().start());
  }

  @Test
  void aFileWithMoreAfterItsEndIsAnError() throws IOException {
    Path file = full().save(folder);
    Files.writeString(file, Files.readString(file) + "{}");
    String message = assertThrows(BadFileException.class, () -> RunRecord.load(file)).getMessage();
    assertTrue(message.contains("malformed JSON at line "), message);
  }

  @Test
  void aMissingFileIsOneClearError() {
    Path file = folder.resolve("none.json");
    String message = assertThrows(BadFileException.class, () -> RunRecord.load(file)).getMessage();
    assertTrue(message.contains("no such file"), message);
  }

  @Test
  void badNamesAndCountsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> RunRecord.named("../up"));
    assertThrows(IllegalArgumentException.class, () -> RunRecord.named(""));
    assertThrows(IllegalArgumentException.class, () -> RunRecord.named("a\nb"));
    assertEquals("mein lauf ü", RunRecord.named("mein lauf ü").name());
    assertThrows(IllegalArgumentException.class, () -> new RunCourse.Steps(10, 11, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new RunCourse.Steps(10, 0, 0, Double.NaN));
  }

  private static ImageDataset data() {
    return MemoryImages.of(
        "tiny", "made for a test", new Shape(1, 1, 1), List.of("a"), new byte[2], new byte[2]);
  }

  private static RunRecord full() {
    return RunRecord.named("cs1-fashion")
        .withScale("classroom")
        .withSeeds(1, 2)
        .withOptions("training", new Training(new Adam(2e-3, 100), 64))
        .withOptions("sampler", Map.of("kind", "RK45"))
        .withData(data())
        .withSteps(new RunCourse.Steps(1000, 3, 1, 520.4))
        .withSeconds("training", 123.45)
        .withScore(
            RunScore.of("accuracy", 91.2)
                .withSpread(.3)
                .withSamples(10_000)
                .withSeeds(1, 2)
                .withNote("on the test set"))
        .withScore(RunScore.of("Fréchet distance", 31.25, "small CNN"))
        .finished();
  }
}
