package org.lzn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.ThrowingConsumer;
import org.lzn.notebook.Notebook;
import org.lzn.notebook.NotebookRunner;

/** Every notebook runs, at smoke scale and without Jupyter, and shows what its own code made. */
class NotebooksTest {
  static final Path HOME = Path.of(System.getProperty("lzn.home", ".."));
  private static final List<Path> FILES = Notebook.files(HOME.resolve("notebooks"));
  private static final long LARGEST = 1_500_000;

  private static String scaleBefore;

  @BeforeAll
  static void smokeScale() {
    scaleBefore = System.getProperty("lzn.scale");
    System.setProperty("lzn.scale", "smoke");
  }

  @AfterAll
  static void scaleAsBefore() {
    if (scaleBefore == null) {
      System.clearProperty("lzn.scale");
    } else {
      System.setProperty("lzn.scale", scaleBefore);
    }
  }

  @TestFactory
  Stream<DynamicTest> runs() {
    return eachNotebook(file -> NotebookRunner.run(Notebook.read(file)));
  }

  @TestFactory
  Stream<DynamicTest> showsWhatItsOwnCodeMade() {
    return eachNotebook(
        file -> {
          Notebook notebook = Notebook.read(file);
          String remedy = "; run environment/run.sh --save " + notebook.name();
          assertTrue(notebook.hasOutputs(), notebook.name() + " has no outputs" + remedy);
          assertEquals(
              Optional.of(notebook.codeHash()),
              notebook.savedHash(),
              notebook.name() + ": the outputs belong to other code" + remedy);
          assertEquals(Optional.of("classroom"), notebook.savedScale(), notebook.name() + remedy);
        });
  }

  @TestFactory
  Stream<DynamicTest> isSmall() {
    return eachNotebook(
        file -> {
          long size = Files.size(file);
          assertTrue(size <= LARGEST, () -> file + " has " + size + " bytes, over " + LARGEST);
        });
  }

  private static Stream<DynamicTest> eachNotebook(ThrowingConsumer<Path> test) {
    assumeFalse(FILES.isEmpty(), "there are no notebooks");
    return DynamicTest.stream(FILES.iterator(), file -> file.getFileName().toString(), test);
  }
}
