package org.lzn.notebook;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/**
 * Runs a notebook's code in this JVM, without Jupyter.
 *
 * <p>It is stricter than the kernels: no import is given, a name must be known at the end of the
 * cell that uses it, and no line begins with a dot. What it lets pass runs on JJava and on IJava.
 */
public final class NotebookRunner {
  private final Notebook notebook;

  private NotebookRunner(Notebook notebook) {
    this.notebook = notebook;
  }

  /**
   * Runs all code cells in order and returns what they printed.
   *
   * @throws AssertionError at the first cell that fails, with its source and Java's words
   */
  public static String run(Notebook notebook) {
    PrintStream console = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try (JShell shell = JShell.builder().executionEngine("local").build()) {
      shell.addToClasspath(System.getProperty("java.class.path"));
      NotebookRunner runner = new NotebookRunner(notebook);
      for (int cell = 0; cell < notebook.sources().size(); cell++) {
        runner.runCell(shell, cell);
      }
    } finally {
      System.setOut(console);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  private void runCell(JShell shell, int cell) {
    String source = withoutMagics(notebook.sources().get(cell));
    if (source.lines().anyMatch(line -> line.strip().startsWith("."))) {
      throw failure(cell, "a line begins with a dot: end the line before with it");
    }
    CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(source);
    while (next.completeness().isComplete()) {
      for (SnippetEvent event : shell.eval(next.source())) {
        check(shell, cell, event);
      }
      next = shell.sourceCodeAnalysis().analyzeCompletion(next.remaining());
    }
    if (next.completeness() != Completeness.EMPTY) {
      throw failure(cell, "the code is incomplete: " + next.remaining().strip());
    }
    shell
        .snippets()
        .filter(DeclarationSnippet.class::isInstance)
        .forEach(snippet -> checkNames(shell, cell, (DeclarationSnippet) snippet));
  }

  private void check(JShell shell, int cell, SnippetEvent event) {
    if (event.status() == Snippet.Status.REJECTED) {
      throw failure(cell, diagnostics(shell, event.snippet()));
    }
    if (event.exception() != null) {
      throw failure(cell, describe(event.exception()));
    }
  }

  /** JShell takes a snippet with unknown names and hopes for later ones; a reader would not. */
  private void checkNames(JShell shell, int cell, DeclarationSnippet snippet) {
    switch (shell.status(snippet)) {
      case RECOVERABLE_DEFINED, RECOVERABLE_NOT_DEFINED -> {
        String unknown = shell.unresolvedDependencies(snippet).collect(Collectors.joining(", "));
        throw failure(cell, "unknown: " + unknown + " (is an import missing?)");
      }
      default -> {}
    }
  }

  /** Lines with a kernel's command are left out, and so is a cell that is one as a whole. */
  private static String withoutMagics(String source) {
    if (source.stripLeading().startsWith("%%")) {
      return "";
    }
    return source
        .lines()
        .filter(line -> !line.stripLeading().startsWith("%"))
        .collect(Collectors.joining("\n"));
  }

  private static String diagnostics(JShell shell, Snippet snippet) {
    List<String> errors =
        shell.diagnostics(snippet).map((Diag error) -> error.getMessage(Locale.ENGLISH)).toList();
    return String.join("\n", errors) + "\nin: " + snippet.source().strip();
  }

  private static String describe(JShellException exception) {
    String name =
        exception instanceof EvalException thrown
            ? thrown.getExceptionClassName()
            : exception.getClass().getName();
    return name + ": " + exception.getMessage() + trace(exception);
  }

  private static String trace(Throwable exception) {
    String lines =
        List.of(exception.getStackTrace()).stream()
            .limit(12)
            .map(frame -> "\n    at " + frame)
            .collect(Collectors.joining());
    Throwable cause = exception.getCause();
    return cause == null ? lines : lines + "\n  caused by " + describeCause(cause);
  }

  private static String describeCause(Throwable cause) {
    return cause instanceof JShellException inner ? describe(inner) : cause + trace(cause);
  }

  private AssertionError failure(int cell, String error) {
    String source =
        notebook.sources().get(cell).lines().map(l -> "  | " + l).collect(Collectors.joining("\n"));
    return new AssertionError(
        notebook.name() + ", code cell " + (cell + 1) + ":\n" + source + "\n" + error);
  }
}
