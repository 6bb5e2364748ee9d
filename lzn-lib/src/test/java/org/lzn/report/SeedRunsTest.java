package org.lzn.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lzn.file.BadFileException;
import org.lzn.run.RunCourse;
import org.lzn.run.RunRecord;
import org.lzn.run.RunScore;
import org.lzn.run.TrainingRun;
import org.lzn.study.joint.AccuracyGrid;
import org.lzn.train.checkpoint.TrainingHistory;

class SeedRunsTest {
  @TempDir private Path folder;

  @Test
  void scoresAreSummedUpOverSeeds() {
    save("rf-1", 2);
    save("rf-2", 4);
    save("rf-lzn-1", 1);
    SeedRuns rf = SeedRuns.load(folder, "rf");
    assertEquals(2, rf.runs().size());
    assertEquals(3, rf.score("accuracy").mean());
    assertEquals(Math.sqrt(2), rf.score("accuracy").deviation(), 1e-12);
    var table = SeedRuns.table(rf, SeedRuns.load(folder, "rf-lzn"));
    assertEquals(List.of("score", "rf", "rf-lzn", "measured on"), table.columnNames());
    assertTrue(table.getString(0, "rf").startsWith("3.000 ± 1.4"), table.toString());
    RunScore mean = rf.mean("accuracy").scores().get(0);
    assertEquals(3, mean.value());
    assertEquals(Math.sqrt(2), mean.spread(), 1e-12);
  }

  @Test
  void aScoreThatOneRecipeLacksLeavesAGap() {
    save("rf-1", 2);
    RunScore cell = RunScore.of(AccuracyGrid.SCORE + ", batch 16, α 0.5", 80);
    cell = cell.at(AccuracyGrid.BATCH, 16).at(AccuracyGrid.ALPHA, 0.5);
    RunScore rate = RunScore.of("rate", 70);
    save("joint-1", 4, cell, rate);
    save("joint-2", 4, new RunScore(cell.name(), 90, null, cell.basis(), "", null), rate);
    SeedRuns joint = SeedRuns.load(folder, "joint");
    var table = SeedRuns.table(SeedRuns.load(folder, "rf"), joint);
    assertEquals(List.of("accuracy", "rate"), table.stringColumn("score").asList());
    assertEquals("", table.getString(1, "rf"));
    assertTrue(table.getString(1, "joint").startsWith("70"), table.toString());
    assertEquals("85.00 ± 7.07", SeedGrid.of(joint).table().getString(0, "α = 0.5"));
    assertThrows(IllegalArgumentException.class, () -> SeedGrid.of(SeedRuns.load(folder, "rf")));
  }

  @Test
  void recipesThatLeftNoRunsAreLeftOut() {
    save("rf-1", 2);
    save("rf-2", 4);
    save("rf-equal-time-1", 3);
    List<SeedRuns> present = SeedRuns.present(folder, "rf", "rf-lzn", "rf-equal-time");
    assertEquals(List.of("rf", "rf-equal-time"), present.stream().map(SeedRuns::recipe).toList());
    SeedRuns[] all = present.toArray(SeedRuns[]::new);
    var costs = SeedRuns.costs(all);
    assertEquals(List.of(10.0, 10.0), costs.doubleColumn("steps").asList());
    assertEquals(List.of(2.0, 2.0), costs.doubleColumn("minutes").asList());
    assertEquals(List.of(5.0, 5.0), costs.doubleColumn("images/s").asList());
    String chart = SeedRuns.chart("t", "accuracy", "accuracy", all).toString();
    assertTrue(chart.contains("rf (2), rf-equal-time (1)"), chart);
    assertEquals(null, present.get(1).mean("accuracy").scores().get(0).spread());
    assertTrue(SeedRuns.heldOutLosses(all).toString().contains("[rf (1), rf-equal-time (1)]"));
    assertTrue(SeedRuns.heldOutLossesOverTime(all).toString().contains("[rf (1), rf-"));
  }

  @Test
  void thePapersGridHasTwentyFourCells() {
    assertEquals(24, SeedGrid.paper().cells().size());
    assertEquals(0.4, SeedGrid.paper().best().alpha());
    assertEquals(4, SeedGrid.paper().table().rowCount());
    assertEquals("94.47", SeedGrid.paper().table().getString(3, "α = 0.4"));
  }

  @Test
  void aFolderWithoutSuchRunsIsRefused() {
    save("rf-1", 2);
    assertThrows(BadFileException.class, () -> SeedRuns.load(folder, "moco"));
  }

  private void save(String name, double accuracy, RunScore... others) {
    RunRecord record =
        RunRecord.named(name)
            .withSteps(new RunCourse.Steps(10, 0, 0, 5))
            .withSeconds("training", 120)
            .withScore(RunScore.of("accuracy", accuracy))
            .finished();
    for (RunScore other : others) {
      record = record.withScore(other);
    }
    var point = new TrainingHistory.Point(10, 1.5, .3, .25, Map.of());
    var history = new TrainingHistory(List.of(point), new TrainingHistory.Counts(0, 0));
    new TrainingRun(record, history).save(folder.resolve(name));
    assertEquals(history, TrainingRun.load(folder.resolve(name).resolve(name + ".json")).history());
  }
}
