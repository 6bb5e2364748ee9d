package org.lzn.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lzn.plot.FakeKernel;
import org.lzn.train.checkpoint.TrainingHistory;

class LiveTrainingTest {
  @AfterEach
  void noKernel() {
    BaseKernel.running = null;
  }

  @Test
  void theLossIsRedrawnInItsPlace() {
    FakeKernel kernel = new FakeKernel();
    BaseKernel.running = kernel;
    LiveTraining live = LiveTraining.of("LZN");
    live.onPoint(new TrainingHistory.Point(100, 1, 3, 2.5, Map.of()));
    live.onPoint(new TrainingHistory.Point(200, 2, 2, 1.5, Map.of()));
    assertEquals(1, kernel.displayed.size());
    assertEquals(1, kernel.updated.size());
    FakeKernel.Data now = kernel.updated.get(0);
    assertEquals(kernel.displayed.get(0).id, now.id);
    String figure = now.forms.get("application/vnd.plotly.v1+json").toString();
    assertTrue(figure.contains("[100, 200]") && figure.contains("[2.5, 1.5]"), figure);
  }

  @Test
  void withoutAKernelItIsSilent() {
    PrintStream console = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      LiveTraining.of("LZN").onPoint(new TrainingHistory.Point(100, 1, 3, 2.5, Map.of()));
    } finally {
      System.setOut(console);
    }
    assertEquals("", printed.toString(StandardCharsets.UTF_8));
  }
}
