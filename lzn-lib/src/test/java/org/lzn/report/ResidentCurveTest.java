package org.lzn.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lzn.run.RunRecord;
import org.lzn.run.RunScore;

class ResidentCurveTest {
  @Test
  void aRecordsScoresAmongResidentsAreACurve() {
    RunRecord record = RunRecord.named("a");
    for (RunScore score :
        List.of(
            RunScore.of("accuracy", 85),
            among(1000, "accuracy", 86),
            among(64, "accuracy", 84),
            among(64, "calibration_error", 1),
            RunScore.of("validation_accuracy, batch 64, α 1.0", 2),
            RunScore.of("reconstruction_l2", 0.8),
            among(64, "reconstruction_l2", 0.9),
            among(1000, "reconstruction_l2", 0.7))) {
      record = record.withScore(score);
    }
    ResidentCurve curve = ResidentCurve.of(record, "accuracy");
    assertEquals(85, curve.inCompany());
    assertEquals(
        List.of(new ResidentCurve.Point(64, 84), new ResidentCurve.Point(1000, 86)),
        curve.points());
    String chart = curve.chart("t").toString();
    assertTrue(chart.contains("each image alone among residents (2)"), chart);
    var table = ResidentCurve.table(record, "accuracy", "reconstruction_l2");
    assertEquals(2, table.rowCount());
    assertEquals(0.7, table.doubleColumn("reconstruction_l2").get(1));
    RunRecord same = record;
    String message =
        assertThrows(IllegalArgumentException.class, () -> ResidentCurve.of(same, "top1"))
            .getMessage();
    assertEquals(
        "the record of a has no top1 among residents: lzn evaluate --record computes it", message);
  }

  private static RunScore among(int residents, String score, double value) {
    return RunScore.of(score + ", " + residents + " residents", value).at("residents", residents);
  }
}
