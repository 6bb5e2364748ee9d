package org.lzn.notebook;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.VarSnippet;

/**
 * Runs a notebook's code in this JVM, without Jupyter.
 *
 * <p>It is stricter than the kernels: no import is given, a name must be known at the end of the
 * cell that uses it, and no line begins with a dot. What it lets pass runs on JJava and on IJava.
 */
public final class NotebookRunner implements AutoCloseable {
  private final JShell shell = JShell.builder().executionEngine("local").build();

  /** Opens a session that finds classes where a class path says. */
  public NotebookRunner(String classPath) {
    shell.addToClasspath(classPath);
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
    try (NotebookRunner runner = new NotebookRunner(System.getProperty("java.class.path"))) {
      for (int cell = 0; cell < notebook.sources().size(); cell++) {
        runner.runCell(notebook, cell);
      }
    } finally {
      System.setOut(console);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  private void runCell(Notebook notebook, int cell) {
    String source = notebook.sources().get(cell);
    try {
      runCell(source);
    } catch (AssertionError e) {
      String lines = source.lines().map(l -> "  | " + l).collect(Collectors.joining("\n"));
      throw new AssertionError(
          notebook.name() + ", code cell " + (cell + 1) + ":\n" + lines + "\n" + e.getMessage(), e);
    }
  }

  /**
   * Runs a cell and returns the variable that holds its value, if it ends with an expression.
   *
   * @throws AssertionError with Java's words if it fails
   */
  public Optional<String> runCell(String cell) {
    String source = withoutMagics(cell);
    if (source.lines().anyMatch(line -> line.strip().startsWith("."))) {
      throw new AssertionError("a line begins with a dot: end the line before with it");
    }
    Optional<String> value = Optional.empty();
    CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(source);
    while (next.completeness().isComplete()) {
      for (SnippetEvent event : shell.eval(next.source())) {
        check(event);
        boolean expression = event.snippet().subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
        value = expression ? Optional.of(((VarSnippet) event.snippet()).name()) : Optional.empty();
      }
      next = shell.sourceCodeAnalysis().analyzeCompletion(next.remaining());
    }
    if (next.completeness() != Completeness.EMPTY) {
      throw new AssertionError("the code is incomplete: " + next.remaining().strip());
    }
    shell
        .snippets()
        .filter(DeclarationSnippet.class::isInstance)
        .forEach(snippet -> checkNames((DeclarationSnippet) snippet));
    return value;
  }

  @Override
  public void close() {
    shell.close();
  }

  private void check(SnippetEvent event) {
    if (event.status() == Snippet.Status.REJECTED) {
      throw new AssertionError(diagnostics(event.snippet()));
    }
    if (event.exception() != null) {
      throw new AssertionError(describe(event.exception()));
    }
  }

  /** JShell takes a snippet with unknown names and hopes for later ones; a reader would not. */
  private void checkNames(DeclarationSnippet snippet) {
    switch (shell.status(snippet)) {
      case RECOVERABLE_DEFINED, RECOVERABLE_NOT_DEFINED -> {
        String unknown = shell.unresolvedDependencies(snippet).collect(Collectors.joining(", "));
        throw new AssertionError("unknown: " + unknown + " (is an import missing?)");
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

  private String diagnostics(Snippet snippet) {
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
}
