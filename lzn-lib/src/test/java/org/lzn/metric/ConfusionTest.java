package org.lzn.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class ConfusionTest {
  private static final int[] LABELS = {0, 0, 0, 1, 1, 2};
  private static final int[] PREDICTED = {0, 0, 1, 1, 0, 2};

  @Test
  void countsEachPairOfClasses() {
    Confusion confusion = Confusion.of(PREDICTED, LABELS, List.of("a", "b", "c"));
    int[][] expected = {{2, 1, 0}, {1, 1, 0}, {0, 0, 1}};
    for (int own = 0; own < 3; own++) {
      for (int given = 0; given < 3; given++) {
        assertEquals(expected[own][given], confusion.count(own, given), own + " as " + given);
      }
    }
    assertEquals(1, confusion.table().intColumn("b").get(1));
    assertEquals(1, confusion.table().intColumn("b").get(0));
    Table classes = confusion.perClass();
    assertEquals(2 / 3., classes.doubleColumn("recall").get(0), 1e-15);
    assertEquals(0.5, classes.doubleColumn("precision").get(1), 1e-15);
    assertEquals(2 / 3., classes.doubleColumn("F1").get(0), 1e-15);
    assertEquals(3, classes.intColumn("images").get(0));
  }

  @Test
  void aConfidenceThatIsTheAccuracyHasNoError() {
    double[] confidences = {0.5, 0.5, 1, 1};
    int[] labels = {0, 0, 1, 1};
    int[] predicted = {0, 1, 1, 1};
    assertEquals(0, Calibration.of(confidences, predicted, labels).error(), 1e-15);
    int[] wrong = {1, 1, 0, 0};
    assertEquals(0.75, Calibration.of(confidences, wrong, labels).error(), 1e-15);
  }

  @Test
  void theShareOfChangedAnswers() {
    assertEquals(2 / 6., Agreement.changed(PREDICTED, LABELS), 1e-15);
    assertThrows(IllegalArgumentException.class, () -> Agreement.changed(PREDICTED, new int[] {0}));
  }
}
