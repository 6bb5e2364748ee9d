package org.lzn.report;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lzn.plot.ScoreWords;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The paper's scores and ours in neighbouring columns, a row for each method. */
public final class PaperBeside {
  /** What stands in the place of a score of a run that only shows that all runs. */
  static final String NO_RESULT = "smoke: no result";

  private static final String NONE = "–";

  private PaperBeside() {}

  /**
   * Returns the table.
   *
   * @param paper rows of one of the paper's tables, one for each method
   * @param key its column that names the method
   * @param scores by the paper's column: what the score is called in our records; one of ours that
   *     is beside several of the paper's stands once, after the last of them
   * @param ours by method; of a method that the paper does not have, the paper's cells stay empty
   */
  public static Table of(
      PaperTable paper, String key, Map<String, String> scores, Map<String, SeedRuns> ours) {
    Table table = Table.create("Paper beside ours", StringColumn.create("method", ours.keySet()));
    scores.forEach(
        (column, score) -> {
          var theirs = ours.keySet().stream().map(m -> theirs(paper.table(), key, m, column));
          var beside = ours.values().stream().map(runs -> ours(runs, score));
          String name = "ours: " + words(score, ours.values());
          table.addColumns(StringColumn.create("paper: " + words(column, List.of()), theirs));
          if (table.containsColumn(name)) {
            table.removeColumns(name); // it stands once, after the last of the paper's
          }
          table.addColumns(StringColumn.create(name, beside));
        });
    return table;
  }

  private static String theirs(Table paper, String key, String method, String column) {
    if (!paper.containsColumn(column)) {
      return NONE;
    }
    Table rows = paper.where(paper.stringColumn(key).isEqualTo(method));
    return rows.isEmpty() || rows.column(column).isMissing(0)
        ? NONE
        : String.format(Locale.ROOT, "%.2f", rows.doubleColumn(column).getDouble(0));
  }

  private static String ours(SeedRuns runs, String score) {
    boolean smoke =
        runs.runs().stream().anyMatch(r -> r.record().setup().scale().startsWith("smoke"));
    if (smoke) {
      return NO_RESULT;
    }
    return runs.has(score) ? runs.score(score).toString() : NONE;
  }

  /** Returns a score's name in words, and on whose features it was taken. */
  private static String words(String score, Collection<SeedRuns> ours) {
    String extractor =
        ours.stream()
            .flatMap(runs -> runs.runs().get(0).record().scores().stream())
            .filter(s -> s.name().equals(score) && !s.basis().extractor().isEmpty())
            .map(s -> " (" + s.basis().extractor() + ")")
            .findFirst()
            .orElse("");
    return ScoreWords.of(score) + (RunRows.PERCENT.contains(score) ? " (%)" : "") + extractor;
  }
}
