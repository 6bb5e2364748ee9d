package org.lzn.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lzn.file.BadFileException;
import org.lzn.file.Checksums;
import org.lzn.train.checkpoint.Checkpoints;
import org.lzn.train.checkpoint.Resume;
import org.lzn.train.checkpoint.TrainingSegment;
import tech.tablesaw.api.Table;

/** Trainings of a few steps on a few images: what their folders hold, and what is left alone. */
class RunFolderTest {
  private static TinyRuns tiny;

  @TempDir private Path folder;

  @BeforeAll
  static void images(@TempDir Path data) {
    tiny = TinyRuns.in(data);
  }

  /** A piece may be drawn anywhere and any time before; the scores are the same. */
  @Test
  void whatIsDrawnBeforehandGivesTheSameScores() {
    RunFolder run = RunFolder.at(folder.resolve("a"));
    List<RunScore> scores =
        run.train(tiny.plan("rf", 2), TinyRuns.checkpoints(run)).record().scores();
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
    TrainingRun first = run.train(tiny.plan("rf", 2), TinyRuns.checkpoints(run));
    Map<String, String> before = files(run.path());
    assertEquals(first.record(), run.train(tiny.plan("rf", 2), TinyRuns.checkpoints(run)).record());
    assertRefused(
        run, tiny.plan("rf", 2), TinyRuns.checkpoints(run).withResume(new Resume.Never()));
    assertRefused(run, tiny.plan("rf", 1), TinyRuns.checkpoints(run));
    assertRefused(run, tiny.plan("rf-lzn", 4), TinyRuns.checkpoints(run));
    RunPlan plan = tiny.plan("rf", 4);
    assertRefused(
        run,
        new RunPlan("rf", Scale.SMOKE, plan.data(), plan.changes(), 2),
        TinyRuns.checkpoints(run));
    assertRefused(run, plan, Checkpoints.in(folder.resolve("none")));
    assertEquals(before, files(run.path()), "nothing was changed");
    RunRecord longer = run.train(plan, TinyRuns.checkpoints(run)).record();
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
      RunRecord record = run.train(tiny.plan("rf", 2), TinyRuns.checkpoints(run)).record();
      assertEquals(TinyRuns.TEST - TinyRuns.TEST % 8, record.scores().get(0).basis().samples());
      weights.add(run.path().resolve(name + ".safetensors"));
    }
    assertEquals(Checksums.of(weights.get(0)), Checksums.of(weights.get(1)));
  }

  /** Its name comes before the run's. */
  @Test
  void anotherJsonFileInTheFolderDoesNotStandInTheWay() throws IOException {
    RunFolder run = RunFolder.at(folder.resolve("b"));
    Files.createDirectories(run.path());
    Files.writeString(run.path().resolve("a.json"), "{}");
    RunRecord record = run.train(tiny.plan("rf", 1), TinyRuns.checkpoints(run)).record();
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
    RunPlan plan = new RunPlan(recipe, Scale.SMOKE, tiny.source("train-only"), changes, 1, 13);
    RunFolder run = RunFolder.at(folder.resolve("v"));
    RunRecord record = run.train(plan, TinyRuns.checkpoints(run)).record();
    List<RunSetup.Data> sets = record.setup().data();
    int kept = recipe.equals("joint") ? 8 : 0; // by the recipe, for a choice of its own
    assertEquals(TinyRuns.TRAIN - 13 - kept, sets.get(0).size());
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
    for (int n : List.of(TinyRuns.TRAIN, TinyRuns.TRAIN + 1, Integer.MAX_VALUE)) {
      RunPlan plan =
          new RunPlan("rf", Scale.SMOKE, tiny.source("train-only"), TinyRuns.CHANGES, 1, n);
      String message =
          assertThrows(IllegalArgumentException.class, () -> plan.images(28)).getMessage();
      assertTrue(message.startsWith("validation images must be 1 to 44 of the 45"), message);
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> new RunPlan("rf", Scale.SMOKE, tiny.source("train-only"), TinyRuns.CHANGES, 1, -1));
  }

  /** It is said before the first step: there is no checkpoint's folder. */
  @Test
  void whatTheDataCannotGiveIsRefusedBeforeTraining() {
    RunFolder run = RunFolder.at(folder.resolve("few"));
    List<String> changes = List.of("evaluation.neighbours=60");
    RunPlan plan = new RunPlan("lzn-align", Scale.SMOKE, tiny.source("both"), changes, 1);
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> run.train(plan, TinyRuns.checkpoints(run)))
            .getMessage();
    assertTrue(message.contains("60 neighbours cannot come from 45"), message);
    assertTrue(Files.notExists(run.path()), "nothing is left");
  }

  private static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> sums = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      files.filter(Files::isRegularFile).forEach(f -> sums.put(f.toString(), Checksums.of(f)));
    }
    return sums;
  }
}
