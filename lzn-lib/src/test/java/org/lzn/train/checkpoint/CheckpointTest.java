package org.lzn.train.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lzn.TinyImages;
import org.lzn.codec.ImageCodec;
import org.lzn.data.ImageDataset;
import org.lzn.file.BadFileException;
import org.lzn.objective.Objective;
import org.lzn.train.Trainer;
import org.lzn.train.TrainingListener;
import org.lzn.train.TrainingOptions;
import org.lzn.train.TrainingStoppedException;

class CheckpointTest {
  private static final ImageDataset TRAIN = TinyImages.bars(256, 1);
  private static final ImageDataset HELD_OUT = TinyImages.bars(64, 2);
  private static final TrainingOptions OPTIONS =
      TinyImages.options(12).withHeldOut(new TrainingOptions.HeldOut(5, 32));

  @TempDir private Path folder;

  @Test
  void aStoppedTrainingGoesOnAsIfItHadNot() {
    Map<String, float[]> whole = train(OPTIONS, Optional.empty(), Integer.MAX_VALUE);
    assertThrows(
        TrainingStoppedException.class, () -> train(OPTIONS, Optional.of(checkpoints()), 7));
    assertSame(whole, train(OPTIONS, Optional.of(checkpoints()), Integer.MAX_VALUE));
  }

  @Test
  void aFinishedTrainingCanBeMadeLonger() {
    Map<String, float[]> whole = train(OPTIONS, Optional.empty(), Integer.MAX_VALUE);
    train(OPTIONS.withSteps(6), Optional.of(checkpoints()), Integer.MAX_VALUE);
    assertSame(whole, train(OPTIONS, Optional.of(checkpoints()), Integer.MAX_VALUE));
    IllegalArgumentException shorter =
        assertThrows(IllegalArgumentException.class, () -> resume(OPTIONS.withSteps(6)));
    assertTrue(shorter.getMessage().contains("beyond the 6 steps"), shorter.getMessage());
  }

  @Test
  void keepsTheNewestAndResumesFromTheOneNamed() {
    train(OPTIONS, Optional.of(checkpoints().withEvery(2).withKeep(3)), Integer.MAX_VALUE);
    assertEquals(
        List.of("step-00000008.json", "step-00000010.json", "step-00000012.json"), files(".json"));
    assertEquals(3, files(".safetensors").size());
    Path named = folder.resolve("step-00000010.json");
    assertEquals(10, Checkpoint.open(named).step());
    List<Integer> begun = new ArrayList<>();
    try (ImageCodec images = TinyImages.model(0.1).withLatents(1);
        Trainer trainer =
            trainer(images, OPTIONS, checkpoints().withResume(new Resume.From(named)))) {
      trainer.onResume(begun::add);
      trainer.train(TRAIN, HELD_OUT, TrainingListener.NONE);
    }
    assertEquals(List.of(10), begun);
  }

  @Test
  void theOneJustWrittenIsKeptWhateverOthersThereAre() {
    train(OPTIONS, Optional.of(checkpoints().withEvery(2).withKeep(3)), Integer.MAX_VALUE);
    Path named = folder.resolve("step-00000008.json");
    Checkpoints one = checkpoints().withKeep(1).withResume(new Resume.From(named));
    assertThrows(TrainingStoppedException.class, () -> train(OPTIONS, Optional.of(one), 9));
    assertEquals(
        List.of("step-00000009.json", "step-00000010.json", "step-00000012.json"), files(".json"));
    assertEquals(3, files(".safetensors").size());
    assertThrows(IllegalArgumentException.class, () -> checkpoints().withKeep(0));
  }

  /** A training that comes to no checkpoint clears away what another left half written. */
  @Test
  void whatAKilledTrainingLeftIsDeletedAtTheNextStart() throws IOException {
    train(OPTIONS, Optional.of(checkpoints()), Integer.MAX_VALUE);
    Path part = folder.resolve(".step-00000012.safetensors." + UUID.randomUUID());
    Path orphan = folder.resolve("step-00000007.safetensors");
    Path foreign = folder.resolve(".step-00000012.safetensors.mine");
    Path inner = folder.resolve(".step-00000012.json." + UUID.randomUUID());
    for (Path file : List.of(part, orphan, foreign)) {
      Files.writeString(file, "half");
    }
    Files.createDirectory(inner);
    resume(OPTIONS);
    assertFalse(Files.exists(part), "half written");
    assertFalse(Files.exists(orphan), "without its JSON file");
    assertTrue(Files.exists(foreign) && Files.exists(inner), "not the kit's");
    assertEquals(12, Checkpoint.open(folder.resolve("step-00000012.json")).step());
  }

  @Test
  void everyProcessThatTrainedIsKnownAtTheEnd() {
    Checkpoints first = checkpoints().withCode("commit a");
    assertThrows(TrainingStoppedException.class, () -> train(OPTIONS, Optional.of(first), 7));
    TrainingHistory history;
    try (ImageCodec images = TinyImages.model(0.1).withLatents(1);
        Trainer trainer = trainer(images, OPTIONS, checkpoints().withCode("commit b"))) {
      history = trainer.train(TRAIN, HELD_OUT, TrainingListener.NONE);
    }
    List<TrainingSegment> segments = history.segments();
    assertEquals(List.of(0, 7), segments.stream().map(TrainingSegment::from).toList());
    assertEquals(List.of(7, 12), segments.stream().map(TrainingSegment::to).toList());
    assertEquals(
        List.of("commit a", "commit b"), segments.stream().map(TrainingSegment::code).toList());
    assertTrue(!segments.get(1).start().isBefore(segments.get(0).end()), segments.toString());
  }

  @Test
  void theOneBeforeADamagedOneIsTaken() throws IOException {
    Map<String, float[]> whole =
        train(OPTIONS, Optional.of(checkpoints().withEvery(4)), Integer.MAX_VALUE);
    Path newest = folder.resolve("step-00000012.safetensors");
    byte[] bytes = Files.readAllBytes(newest);
    bytes[bytes.length / 2] ^= 1;
    Files.write(newest, bytes);
    assertSame(whole, train(OPTIONS, Optional.of(checkpoints()), Integer.MAX_VALUE));
  }

  @Test
  void checkpointsOfAnotherTrainingAreRefused() {
    train(OPTIONS, Optional.of(checkpoints()), Integer.MAX_VALUE);
    assertRefused("training.batch is 16, not 8", () -> resume(OPTIONS.withBatch(8)));
    assertRefused("training.seed is 1, not 2", () -> resume(OPTIONS.withSeed(2)));
    assertRefused(
        "settings.model is \"small\", not \"large\"",
        () ->
            train(
                OPTIONS,
                Optional.of(checkpoints().withSettings(Map.of("model", "large"))),
                Integer.MAX_VALUE));
    assertRefused(
        "train is",
        () -> {
          try (ImageCodec images = TinyImages.model(0.1).withLatents(1);
              Trainer trainer = trainer(images, OPTIONS, checkpoints())) {
            trainer.train(TinyImages.bars(256, 3), HELD_OUT, TrainingListener.NONE);
          }
        });
    assertRefused(
        "without checkpoints",
        () ->
            train(
                OPTIONS,
                Optional.of(checkpoints().withResume(new Resume.Never())),
                Integer.MAX_VALUE));
  }

  @Test
  void anotherModelOfTheSameSettingsIsRefused() {
    train(OPTIONS, Optional.of(checkpoints()), Integer.MAX_VALUE);
    assertRefused(
        "parts is",
        () -> {
          try (ImageCodec images = TinyImages.model(0.1).withoutLatents(1);
              Trainer trainer = trainer(images, OPTIONS, checkpoints())) {
            trainer.train(TRAIN, HELD_OUT, TrainingListener.NONE);
          }
        });
  }

  @Test
  void aFolderIsForOneTrainingAtATime() {
    try (ImageCodec images = TinyImages.model(0.1).withLatents(1);
        Trainer trainer = trainer(images, OPTIONS, checkpoints())) {
      trainer.train(
          TRAIN,
          HELD_OUT,
          (step, loss) -> {
            if (step == 1) {
              assertRefused("another is running", () -> resume(OPTIONS));
            }
          });
    }
  }

  private Checkpoints checkpoints() {
    return Checkpoints.in(folder).withSettings(Map.of("model", "small"));
  }

  private void resume(TrainingOptions options) {
    train(options, Optional.of(checkpoints()), Integer.MAX_VALUE);
  }

  private static Trainer trainer(
      ImageCodec images, TrainingOptions options, Checkpoints checkpoints) {
    return new Trainer(Objective.flowMatching(images), options, Optional.of(checkpoints));
  }

  /** Trains, asks for a stop at a step, and returns the weights. */
  private static Map<String, float[]> train(
      TrainingOptions options, Optional<Checkpoints> checkpoints, int stopAt) {
    try (ImageCodec images = TinyImages.model(0.1).withLatents(1);
        Trainer trainer = new Trainer(Objective.flowMatching(images), options, checkpoints)) {
      trainer.train(
          TRAIN,
          HELD_OUT,
          (step, loss) -> {
            if (step == stopAt) {
              trainer.stop();
            }
          });
      Map<String, float[]> weights = new LinkedHashMap<>();
      images
          .parts()
          .forEach(
              (part, network) ->
                  network
                      .trainable()
                      .forEach(
                          p -> {
                            NDArray array = p.getArray();
                            weights.put(part + "." + p.getName(), array.toFloatArray());
                          }));
      return weights;
    }
  }

  private static void assertSame(Map<String, float[]> expected, Map<String, float[]> actual) {
    assertFalse(expected.isEmpty());
    expected.forEach((name, values) -> assertArrayEquals(values, actual.get(name), name));
  }

  private static void assertRefused(String part, Runnable training) {
    String message = assertThrows(BadFileException.class, training::run).getMessage();
    assertTrue(message.contains(part), message);
    assertEquals(1, message.lines().count(), message);
  }

  private List<String> files(String end) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(path -> path.getFileName().toString())
          .filter(name -> name.endsWith(end))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
