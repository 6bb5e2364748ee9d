package org.lzn.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lzn.run.RunRecord;
import org.lzn.run.RunScore;
import org.lzn.run.TrainingRun;
import org.lzn.train.checkpoint.TrainingHistory;
import tech.tablesaw.api.Table;

class PaperBesideTest {
  @Test
  void oursStandsNextToThePapersAndSmokeIsNoResult() {
    Map<String, SeedRuns> ours = new LinkedHashMap<>();
    ours.put("RF", runs("classroom", .5, 1.5));
    ours.put("RF+LZN", runs("smoke", 7));
    ours.put("another", runs("classroom", 3));
    Map<String, String> scores = new LinkedHashMap<>();
    scores.put("reconstruction_l2", "reconstruction_l2");
    scores.put("fid", "frechet_distance");
    PaperTable paper = PaperTable.read("table4-conditional-generation");
    Table table = PaperBeside.of(paper, "algorithm", scores, ours);
    assertEquals(
        List.of(
            "method",
            "paper: reconstruction error (L2)",
            "ours: reconstruction error (L2)",
            "paper: FID",
            "ours: Fréchet distance"),
        table.columnNames());
    assertEquals(List.of("0.69", "0.38", "–"), table.stringColumn(1).asList());
    assertEquals(
        List.of("1.000 ± 0.71 (2 seeds)", "smoke: no result", "3.000 (1 seed)"),
        table.stringColumn(2).asList());
    assertEquals(List.of("–", "smoke: no result", "–"), table.stringColumn(4).asList());
  }

  @Test
  void rowsNamedBySeveralColumns() {
    PaperTable paper = PaperTable.read("table8-early-step-cutoff");
    paper = paper.keyed("method", "algorithm", "cutoff_steps");
    Map<String, SeedRuns> ours = new LinkedHashMap<>();
    List.of("RF", "RF+LZN, 20", "RF+LZN, 5").forEach(m -> ours.put(m, runs("classroom", 1)));
    Map<String, String> scores = Map.of("accuracy", "reconstruction_l2");
    Table table = PaperBeside.of(paper, "method", scores, ours);
    assertEquals(List.of("–", "94.47", "94.42"), table.stringColumn(1).asList());
  }

  @Test
  void oneScoreOfOursBesideSeveralOfThePaper() {
    PaperTable paper = PaperTable.read("table5-table7-fid-implementations");
    Map<String, String> scores = new LinkedHashMap<>();
    scores.put("fid_clean", "reconstruction_l2");
    scores.put("fid_rectified_flow", "reconstruction_l2");
    Table table = PaperBeside.of(paper, "algorithm", scores, Map.of("RF", runs("classroom", 1)));
    assertEquals(
        List.of(
            "method",
            "paper: FID by clean-fid",
            "paper: FID by rectified flow's code",
            "ours: reconstruction error (L2)"),
        table.columnNames());
    assertEquals(List.of("3.18"), table.stringColumn(1).asList());
    assertEquals(List.of("1.000 (1 seed)"), table.stringColumn(3).asList());
  }

  private static SeedRuns runs(String scale, double... errors) {
    return new SeedRuns(
        "a",
        Arrays.stream(errors)
            .mapToObj(e -> record(scale).withScore(RunScore.of("reconstruction_l2", e)))
            .map(r -> new TrainingRun(r, history()))
            .toList());
  }

  private static RunRecord record(String scale) {
    return RunRecord.named("a").withScale(scale).withSeeds(1);
  }

  private static TrainingHistory history() {
    return new TrainingHistory(List.of(), new TrainingHistory.Counts(0, 0));
  }
}
