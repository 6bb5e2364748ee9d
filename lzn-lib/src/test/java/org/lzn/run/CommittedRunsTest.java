package org.lzn.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lzn.data.Datasets;

/** The runs in {@code datasets/runs}, written by earlier versions of the kit. */
class CommittedRunsTest {
  /** What {@code evaluate} needs of each run whose weights are there. */
  @ParameterizedTest
  @MethodSource("withWeights")
  void theWeightsAreThoseOfThePlan(Path folder) {
    try (Recipe.Prepared model = RunFolder.at(folder).model()) {
      assertFalse(model.parts().isEmpty());
    }
  }

  static Stream<Path> withWeights() throws IOException {
    List<Path> found = folders().stream().filter(f -> RunFolder.at(f).hasWeights()).toList();
    assertTrue(found.size() >= 10, found.toString());
    return found.stream();
  }

  /** No change that was recorded is one that is refused now. */
  @Test
  void everyPlanCanBeMadeAgain() throws IOException {
    int plans = 0;
    for (Path file : records()) {
      RunRecord record = RunRecord.load(file);
      Optional<RunPlan> plan = RunPlan.find(record);
      assertTrue(plan.isPresent(), file.toString());
      assertTrue(plan.get().validation() >= 0, file.toString());
      plan.get().prepare().close();
      plans++;
    }
    assertTrue(plans > 40, plans + " plans");
  }

  @Test
  void aRecordFromBeforeSegmentsAndValidationHasNone() throws IOException {
    Path file = records().stream().filter(f -> f.endsWith("rf-1.json")).findFirst().orElseThrow();
    String text = Files.readString(file);
    assertFalse(text.contains("segments") || text.contains("validation"));
    RunRecord record = RunRecord.load(file);
    assertEquals(List.of(), record.course().segments());
    assertEquals(0, RunPlan.of(record, file).validation());
  }

  private static List<Path> folders() throws IOException {
    try (Stream<Path> files = Files.list(Datasets.find("runs"))) {
      return files.filter(Files::isDirectory).filter(f -> !f.endsWith("tuning")).sorted().toList();
    }
  }

  private static List<Path> records() throws IOException {
    try (Stream<Path> files = Files.walk(Datasets.find("runs"))) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }
}
