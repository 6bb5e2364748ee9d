package org.lzn.run;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lzn.file.BadFileException;
import org.lzn.file.Checksums;
import org.lzn.file.SafeTensors;
import org.lzn.flow.Euler;
import org.lzn.task.Residents;
import org.lzn.train.checkpoint.Checkpoints;
import org.lzn.train.checkpoint.Resume;
import org.lzn.train.checkpoint.TrainingSegment;
import tech.tablesaw.api.Table;

/** Trainings of a few steps on a few images: what their folders hold, and what is left alone. */
class RunFolderTest {
  private static final int TRAIN = 45;
  private static final int TEST = 20;

  private static final List<String> TINY =
      List.of(
          "training.batch=8",
          "training.heldOut.images=999999999",
          "model.patches.size=7",
          "model.decoder.levels.channels=4",
          "evaluation.generated=6",
          "evaluation.reconstructions=4");

  @TempDir static Path data;
  @TempDir private Path folder;

  /** Training images and a test set; and a folder that has the training images alone. */
  @BeforeAll
  static void images() throws IOException {
    for (String name : List.of("both", "train-only")) {
      write(data.resolve(name), "train", TRAIN);
    }
    write(data.resolve("both"), "t10k", TEST);
  }

  private static void write(Path place, String prefix, int n) throws IOException {
    byte[] pixels = new byte[n * 28 * 28];
    byte[] labels = new byte[n];
    new SplittableRandom(n).nextBytes(pixels);
    for (int i = 0; i < n; i++) {
      labels[i] = (byte) (i % 10);
    }
    Files.createDirectories(place);
    Files.write(
        place.resolve(prefix + "-images-idx3-ubyte"),
        ByteBuffer.allocate(16 + pixels.length)
            .putInt(0x803)
            .putInt(n)
            .putInt(28)
            .putInt(28)
            .put(pixels)
            .array());
    Files.write(
        place.resolve(prefix + "-labels-idx1-ubyte"),
        ByteBuffer.allocate(8 + n).putInt(0x801).putInt(n).put(labels).array());
  }

  /** A piece may be drawn anywhere and any time before; the scores are the same. */
  @Test
  void whatIsDrawnBeforehandGivesTheSameScores() {
    RunFolder run = RunFolder.at(folder.resolve("a"));
    List<RunScore> scores = run.train(plan("rf", 2), checkpoints(run)).record().scores();
    assertFalse(Files.exists(run.path().resolve("drawn")));
    assertEquals(List.of(0), run.undrawn());
    run.draw(0);
    assertEquals(List.of(), run.undrawn());
    List<RunScore> again = run.record().record().scores();
    assertFalse(Files.exists(run.path().resolve("drawn")));
    for (int i = 0; i < scores.size(); i++) {
      assertTrue(scores.get(i).sameAs(again.get(i)));
      assertEquals(scores.get(i).value(), again.get(i).value(), scores.get(i).name());
    }
  }

  @Test
  void aFinishedRunIsLeftAloneAndMadeLongerByMoreSteps() throws IOException {
    RunFolder run = RunFolder.at(folder.resolve("a"));
    TrainingRun first = run.train(plan("rf", 2), checkpoints(run));
    Map<String, String> before = files(run.path());
    assertEquals(first.record(), run.train(plan("rf", 2), checkpoints(run)).record());
    assertRefused(run, plan("rf", 2), checkpoints(run).withResume(new Resume.Never()));
    assertRefused(run, plan("rf", 1), checkpoints(run));
    assertRefused(run, plan("rf-lzn", 4), checkpoints(run));
    RunPlan plan = plan("rf", 4);
    assertRefused(
        run, new RunPlan("rf", Scale.SMOKE, plan.data(), plan.changes(), 2), checkpoints(run));
    assertRefused(run, plan, Checkpoints.in(folder.resolve("none")));
    assertEquals(before, files(run.path()), "nothing was changed");
    RunRecord longer = run.train(plan, checkpoints(run)).record();
    List<TrainingSegment> segments = longer.course().segments();
    assertEquals(List.of(0, 2), segments.stream().map(TrainingSegment::from).toList());
    assertEquals(List.of(2, 4), segments.stream().map(TrainingSegment::to).toList());
    assertEquals(first.record().course().start(), longer.course().start());
    assertEquals(CodeVersion.current().toString(), segments.get(1).code());
    assertEquals(longer, run.run().record(), "all of it is in the file");
    assertTrue(longer.toString().contains("segment  steps 2 to 4"), longer.toString());
  }

  private void assertRefused(RunFolder run, RunPlan plan, Checkpoints checkpoints) {
    String message =
        assertThrows(BadFileException.class, () -> run.train(plan, checkpoints)).getMessage();
    assertTrue(message.contains("finished after 2 steps. Choose another --output"), message);
    assertEquals(1, message.lines().count(), message);
  }

  @Test
  void equalRunsLeaveEqualWeightsAndTheCountsAreThoseUsed() throws IOException {
    List<Path> weights = new ArrayList<>();
    for (String name : List.of("a", "b")) {
      RunFolder run = RunFolder.at(folder.resolve(name));
      RunRecord record = run.train(plan("rf", 2), checkpoints(run)).record();
      assertEquals(TEST - TEST % 8, record.scores().get(0).basis().samples());
      weights.add(run.path().resolve(name + ".safetensors"));
    }
    assertEquals(Checksums.of(weights.get(0)), Checksums.of(weights.get(1)));
  }

  /** They belong to the weights beside them and to no others. */
  @Test
  void residentsAreThoseOfTheWeightsOrRefusedInOneLineAndMadeAgain() throws IOException {
    RunFolder run = RunFolder.at(folder.resolve("a"));
    run.train(plan("rf-lzn", 1), checkpoints(run));
    Path file = run.path().resolve("a.residents.safetensors");
    Residents residents = run.residents();
    assertEquals(TRAIN, residents.size(), "all, since these are fewer than the usual number");
    assertEquals("Fashion-MNIST train", residents.origin().images());
    assertEquals("Trouser", residents.origin().classNames().get(1));
    String sum = Checksums.of(file);
    run.settle(Residents.USUAL, 1);
    assertEquals(sum, Checksums.of(file), "a function of weights, images and seed");
    assertEquals(7, run.settle(7, 2).size());
    assertEquals(2, run.residents().origin().seed());

    RunFolder other = RunFolder.at(folder.resolve("b"));
    other.train(plan("rf-lzn", 2), checkpoints(other));
    Files.copy(other.path().resolve("b.residents.safetensors"), file, REPLACE_EXISTING);
    assertRefused(run, "expected residents of a.safetensors, SHA-256 ");
    Files.copy(run.path().resolve("a.safetensors"), file, REPLACE_EXISTING);
    assertRefused(run, "got of none");
    Files.write(file, new byte[] {1, 2, 3});
    assertRefused(run, "a sound safetensors file");
    Files.delete(file);
    assertRefused(run, "got no such file. Make them again: lzn residents " + run.path());
    run.settle(Residents.USUAL, 1);
    assertArrayEquals(residents.anchors(), run.residents().anchors());
  }

  @Test
  void halfTheBytesAreTheSameWeightsToElevenBits() throws IOException {
    RunFolder run = RunFolder.at(folder.resolve("a"));
    run.train(plan("rf-lzn", 1), checkpoints(run));
    run.settle(7, 2);
    Path whole = Files.copy(run.weights(), folder.resolve("whole.safetensors"));
    run.compact();
    assertTrue(Files.size(run.weights()) < 0.6 * Files.size(whole), "headers stay");
    assertWeights(whole, run.weights());
    assertEquals(7, run.residents().size(), "made anew by the rounded weights");
    assertEquals(2, run.residents().origin().seed());
    assertEquals("rf-lzn", SafeTensors.open(run.weights()).metadata().get("recipe"));
    assertFalse(run.sample(1, Euler.steps(2), 1).toString().isEmpty());
    String sum = Checksums.of(run.weights());
    run.compact();
    assertEquals(sum, Checksums.of(run.weights()), "rounded once and for all");
  }

  private static void assertWeights(Path whole, Path half) {
    SafeTensors expected = SafeTensors.open(whole);
    SafeTensors rounded = SafeTensors.open(half);
    assertEquals(expected.names(), rounded.names());
    try (NDManager manager = NDManager.newBaseManager()) {
      for (String name : expected.names()) {
        float[] w = expected.read(manager, name).toFloatArray();
        float[] r = rounded.read(manager, name).toFloatArray();
        for (int i = 0; i < w.length; i++) {
          assertEquals(w[i], r[i], Math.max(Math.abs(w[i]) * 0x1p-11, 0x1p-25), name);
        }
      }
    }
  }

  private static void assertRefused(RunFolder run, String part) {
    String message = assertThrows(BadFileException.class, run::residents).getMessage();
    assertTrue(message.contains(part), message);
    assertEquals(1, message.lines().count(), message);
  }

  @Test
  void aRunWithoutALatentSpaceHasNoResidents() {
    RunFolder run = RunFolder.at(folder.resolve("a"));
    run.train(plan("rf", 1), checkpoints(run));
    assertTrue(Files.notExists(run.path().resolve("a.residents.safetensors")));
    String message =
        assertThrows(IllegalArgumentException.class, () -> run.settle(3, 1)).getMessage();
    assertTrue(message.contains("brings no images into a latent space"), message);
  }

  /** Its name comes before the run's. */
  @Test
  void anotherJsonFileInTheFolderDoesNotStandInTheWay() throws IOException {
    RunFolder run = RunFolder.at(folder.resolve("b"));
    Files.createDirectories(run.path());
    Files.writeString(run.path().resolve("a.json"), "{}");
    RunRecord record = run.train(plan("rf", 1), checkpoints(run)).record();
    assertEquals(record, run.run().record());
  }

  /** The test set is not even there. */
  @ParameterizedTest
  @ValueSource(strings = {"rf-lzn", "lzn-align", "joint"})
  void validationImagesAreTheLastOfTheTrainingImages(String recipe) {
    List<String> changes = new ArrayList<>(List.of("training.steps=2", "training.batch=8"));
    changes.addAll(
        switch (recipe) {
          case "lzn-align" -> List.of("evaluation.labels=5", "evaluation.curve=8");
          case "joint" -> List.of("labels.choice.batches=4", "labels.choice.validation=8");
          default -> List.of("model.patches.size=7", "evaluation.generated=6");
        });
    RunPlan plan = new RunPlan(recipe, Scale.SMOKE, source("train-only"), changes, 1, 13);
    RunFolder run = RunFolder.at(folder.resolve("v"));
    RunRecord record = run.train(plan, checkpoints(run)).record();
    List<RunRecord.Data> sets = record.setup().data();
    int kept = recipe.equals("joint") ? 8 : 0; // by the recipe, for a choice of its own
    assertEquals(TRAIN - 13 - kept, sets.get(0).size());
    assertEquals(13, sets.get(1).size());
    assertEquals(8, record.scores().get(0).basis().samples());
    assertTrue(
        record.scores().stream()
            .filter(
                score -> List.of("reconstruction_l2", "top1", "accuracy").contains(score.name()))
            .allMatch(score -> score.basis().samples() == 13),
        record.toString());
    Table again = run.evaluate();
    assertTrue(again.stringColumn("within").asList().stream().noneMatch("NO"::equals));
    assertTrue(again.stringColumn("within").asList().contains("yes"), again.printAll());
  }

  @Test
  void soManyValidationImagesThatNoneIsLeftAreRefused() {
    for (int n : List.of(TRAIN, TRAIN + 1, Integer.MAX_VALUE)) {
      RunPlan plan = new RunPlan("rf", Scale.SMOKE, source("train-only"), TINY, 1, n);
      String message =
          assertThrows(IllegalArgumentException.class, () -> plan.images(28)).getMessage();
      assertTrue(message.startsWith("validation images must be 1 to 44 of the 45"), message);
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> new RunPlan("rf", Scale.SMOKE, source("train-only"), TINY, 1, -1));
  }

  /** It is said before the first step: there is no checkpoint's folder. */
  @Test
  void whatTheDataCannotGiveIsRefusedBeforeTraining() {
    RunFolder run = RunFolder.at(folder.resolve("few"));
    List<String> changes = List.of("evaluation.neighbours=60");
    RunPlan plan = new RunPlan("lzn-align", Scale.SMOKE, source("both"), changes, 1);
    String message =
        assertThrows(IllegalArgumentException.class, () -> run.train(plan, checkpoints(run)))
            .getMessage();
    assertTrue(message.contains("60 neighbours cannot come from 45"), message);
    assertTrue(Files.notExists(run.path()), "nothing is left");
  }

  private static String source(String name) {
    return "fashion-mnist:" + data.resolve(name);
  }

  private static RunPlan plan(String recipe, int steps) {
    List<String> changes = new ArrayList<>(TINY);
    changes.add("training.steps=" + steps);
    return new RunPlan(recipe, Scale.SMOKE, source("both"), changes, 1);
  }

  private static Checkpoints checkpoints(RunFolder run) {
    return Checkpoints.in(run.checkpoints());
  }

  private static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> sums = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      files.filter(Files::isRegularFile).forEach(f -> sums.put(f.toString(), Checksums.of(f)));
    }
    return sums;
  }
}
