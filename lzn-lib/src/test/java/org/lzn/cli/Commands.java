package org.lzn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line, run within the process of a test. */
final class Commands {
  private static final List<String> QUICK =
      List.of(
          "--scale=smoke",
          "--set=training.steps=4",
          "--set=training.batch=8",
          "--set=training.heldOut.images=8",
          "--set=model.decoder.levels.channels=8",
          "--set=evaluation.generated=8",
          "--set=evaluation.reconstructions=4");

  private Commands() {}

  /**
   * What a command ended with.
   *
   * @param status its exit status
   * @param text all that it printed
   */
  record Output(int status, String text) {}

  /** Runs a command. */
  static Output lzn(String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (PrintStream both = new PrintStream(text, true, StandardCharsets.UTF_8)) {
      System.setOut(both);
      System.setErr(both);
      int status = Lzn.run(arguments);
      return new Output(status, text.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  /** Trains a recipe for four steps. */
  static Output train(String recipe, Path folder, String... more) {
    List<String> arguments = new ArrayList<>(List.of("train", recipe, "--output=" + folder));
    arguments.addAll(QUICK);
    arguments.addAll(List.of(more));
    return lzn(arguments.toArray(String[]::new));
  }

  /** Returns a command that changes a setting. */
  static String[] set(String change) {
    return new String[] {"train", "rf", "--scale=smoke", "--set=" + change};
  }

  /** Asserts that a command fails with a message that has this part, and not with a trace. */
  static void assertSays(String part, String... arguments) {
    Output output = lzn(arguments);
    assertEquals(1, output.status(), output.text());
    assertTrue(output.text().contains(part), output.text());
    assertTrue(output.text().lines().noneMatch(line -> line.startsWith("\tat ")), output.text());
  }

  /** Asserts the same, and that this message is all. */
  static void assertOneLine(String part, String... arguments) {
    assertSays(part, arguments);
    assertEquals(1, lzn(arguments).text().lines().count());
  }
}
