package org.lzn.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The runner runs what the kernels run, and tells where and why a notebook fails. */
class NotebookRunnerTest {
  @Test
  void runsCellsInOneSessionWithTheClassPathOfTheTests() {
    String printed =
        run(
            "%classpath ../lzn-lib/target/kit/*.jar\nimport ai.djl.ndarray.NDManager;",
            "var manager = NDManager.newBaseManager();",
            "var x = manager.arange(4f);\nSystem.out.println(x.sum().getFloat());",
            "%%javascript\nthis is no Java",
            "// only a remark",
            "manager.close()");

    assertEquals("6.0" + System.lineSeparator(), printed);
  }

  @Test
  void reportsAnExceptionWithNotebookCellAndSource() {
    assertFails("trial.ipynb, code cell 2:", "int a = 0;", "int b = 1 / a;");
    assertFails("  | int b = 1 / a;", "int a = 0;", "int b = 1 / a;");
    assertFails("java.lang.ArithmeticException: / by zero", "int a = 0;", "int b = 1 / a;");
  }

  @Test
  void reportsTheCauseOfAnException() {
    assertFails(
        "java.lang.IllegalStateException: inner",
        "throw new RuntimeException(\"outer\", new IllegalStateException(\"inner\"));");
  }

  @Test
  void reportsWhatTheCompilerSays() {
    assertFails("incompatible types", "int a = \"text\";");
  }

  @Test
  void givesNoImportOfItsOwn() {
    assertFails("List", "List<String> names = null;");
    assertFails("unknown: class Later", "Later later() { return null; }");
  }

  @Test
  void refusesWhatShellsReadLineByLineCannotRead() {
    assertFails("begins with a dot", "var s = \"a\"\n    .toUpperCase();");
    assertFails("incomplete", "int f() {");
  }

  @Test
  void readsSourcesOutputsAndHash() {
    Notebook read =
        Notebook.parse(
            "trial.ipynb",
            """
            {"cells": [
               {"cell_type": "markdown", "source": "# Text"},
               {"cell_type": "code", "source": ["int a;\\n", "a = 1;"], "outputs": []},
               {"cell_type": "code", "source": "a", "outputs": [{"output_type": "stream"}]}],
             "metadata": {"lzn": {"scale": "smoke", "code_hash": "12ab"}}}
            """);

    assertEquals(List.of("int a;\na = 1;", "a"), read.sources());
    assertTrue(read.hasOutputs());
    assertEquals(Optional.of("smoke"), read.savedScale());
    assertEquals(Optional.of("12ab"), read.savedHash());
    // printf 'int a;\na = 1;\0a\0' | sha256sum
    assertEquals(
        "314da537a6dcc7f8f67e04b353c0d72cbaa14e1e70f804e4b78c141cba2256df", read.codeHash());
  }

  private static void assertFails(String words, String... sources) {
    AssertionError error = assertThrows(AssertionError.class, () -> run(sources));
    assertTrue(error.getMessage().contains(words), error::getMessage);
  }

  private static String run(String... sources) {
    return NotebookRunner.run(
        new Notebook("trial.ipynb", List.of(sources), false, Optional.empty(), Optional.empty()));
  }
}
