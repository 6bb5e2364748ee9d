import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Prints, in one line, the share of lines that the tests reached, from JaCoCo's table. */
public final class Coverage {
  private Coverage() {}

  /** Reads the file {@code jacoco.csv} that is named; if there is none, nothing was measured. */
  public static void main(String[] arguments) throws IOException {
    Path table = Path.of(arguments[0]);
    if (!Files.exists(table)) {
      System.out.println("line coverage: not measured, there is no " + table);
      return;
    }
    List<String[]> rows = Files.readAllLines(table).stream().map(row -> row.split(",")).toList();
    List<String> names = List.of(rows.get(0));
    long missed = sum(rows, names.indexOf("LINE_MISSED"));
    long covered = sum(rows, names.indexOf("LINE_COVERED"));
    System.out.printf(
        Locale.ROOT,
        "line coverage %.1f %%: %d of %d lines%n",
        100.0 * covered / Math.max(1, covered + missed),
        covered,
        covered + missed);
  }

  private static long sum(List<String[]> rows, int column) {
    return rows.stream().skip(1).mapToLong(row -> Long.parseLong(row[column])).sum();
  }
}
