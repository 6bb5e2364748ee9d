package org.lzn.report;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.lzn.run.RunRecord;
import org.lzn.run.RunScore;
import org.lzn.tensor.Require;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Rows of a run's scores under those of a paper's table, like under like. */
final class RunRows {
  private static final String EXTRACTOR = "extractor";
  private static final String SAMPLES = "samples";
  private static final String SEEDS = "seeds";
  private static final Set<String> ON_INCEPTION =
      Set.of("inception_score", "precision", "recall", "sfid");
  static final Set<String> PERCENT = Set.of("accuracy", "top1", "top5");

  private final Table table;

  /** Appends to this table itself. */
  RunRows(Table table) {
    this.table = table;
  }

  Table append(RunRecord run, Map<String, ?> keys) {
    Require.that(!run.scores().isEmpty(), "run %s has no scores to show", run.name());
    addProvenanceColumns();
    byBasis(run).forEach((basis, scores) -> append(row(run, keys, basis, scores)));
    return table;
  }

  private void addProvenanceColumns() {
    if (!table.containsColumn(EXTRACTOR)) {
      int rows = table.rowCount();
      int place = table.columnIndex(PaperTable.SOURCE);
      table.insertColumn(place, StringColumn.create(EXTRACTOR, rows));
      table.insertColumn(place + 1, IntColumn.create(SAMPLES, rows));
      table.insertColumn(place + 2, StringColumn.create(SEEDS, rows));
    }
    if (!table.containsColumn(PaperTable.NOTE)) {
      table.addColumns(StringColumn.create(PaperTable.NOTE, table.rowCount()));
    }
  }

  /** Scores that rest on the same samples, seeds and extractor; no seeds means the run's. */
  private static Map<RunScore.Basis, List<RunScore>> byBasis(RunRecord run) {
    Map<RunScore.Basis, List<RunScore>> groups = new LinkedHashMap<>();
    for (RunScore score : run.scores()) {
      RunScore.Basis own = score.basis();
      List<Long> seeds = own.seeds().isEmpty() ? run.setup().seeds() : own.seeds();
      RunScore.Basis basis = new RunScore.Basis(own.samples(), seeds, own.extractor());
      groups.computeIfAbsent(basis, b -> new ArrayList<>()).add(score);
    }
    return groups;
  }

  private Map<String, Object> row(
      RunRecord run, Map<String, ?> keys, RunScore.Basis basis, List<RunScore> scores) {
    Map<String, Object> row = new LinkedHashMap<>(keys);
    List<String> notes = new ArrayList<>();
    for (RunScore score : scores) {
      String column = column(score);
      Require.that(
          row.put(column, score.value()) == null, "run %s has two scores %s", run.name(), column);
      addScoreColumn(column, table.columnIndex(EXTRACTOR));
      if (score.spread() != null) {
        addScoreColumn(column + PaperTable.DEVIATION, table.columnIndex(column) + 1);
        row.put(column + PaperTable.DEVIATION, score.spread());
      }
      if (!score.note().isEmpty()) {
        notes.add(score.name() + ": " + score.note());
      }
    }
    row.put(EXTRACTOR, basis.extractor());
    row.put(SAMPLES, basis.samples() == 0 ? null : basis.samples());
    row.put(SEEDS, basis.seedText());
    row.put(PaperTable.SOURCE, "ours, run " + run.name());
    row.put(PaperTable.NOTE, String.join("; ", notes));
    return row;
  }

  /** Returns where a score belongs: under the paper's figures only if it is measured alike. */
  private static String column(RunScore score) {
    String name = plain(score.name());
    String paper = paperExtractor(name);
    String ours = score.basis().extractor();
    Require.that(
        paper.isEmpty() || !ours.isEmpty(),
        "%s is taken on features, in the paper on those of %s: name the extractor of ours",
        name,
        paper);
    Require.that(
        !PERCENT.contains(name) || score.value() == 0 || score.value() > 1,
        "the paper gives %s in percent, got %s: multiply by 100",
        name,
        score.value());
    boolean alike =
        paper.isEmpty()
            ? ours.isEmpty()
            : ours.toLowerCase(Locale.ROOT).startsWith(paper.toLowerCase(Locale.ROOT));
    return alike ? name : name + " (" + ours + ")";
  }

  /** Returns whose features the paper takes a figure on, or "" if on none. */
  private static String paperExtractor(String column) {
    if (column.equals("cmmd")) {
      return "CLIP";
    }
    return column.startsWith("fid") || ON_INCEPTION.contains(column) ? "Inception" : "";
  }

  /** Returns "frechet_distance" for "Fréchet distance": a name in the style of the tables. */
  private static String plain(String name) {
    String letters = Normalizer.normalize(name, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
    return letters.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
  }

  private void addScoreColumn(String name, int place) {
    if (!table.containsColumn(name)) {
      table.insertColumn(place, DoubleColumn.create(name, table.rowCount()));
    }
  }

  private void append(Map<String, Object> row) {
    for (Column<?> column : table.columns()) {
      Object value = row.get(column.name());
      if (value == null) {
        column.appendMissing();
      } else if (column instanceof DoubleColumn numbers) {
        numbers.append(number(column, value).doubleValue());
      } else if (column instanceof IntColumn numbers) {
        numbers.append(whole(column, value));
      } else {
        ((StringColumn) column).append(value.toString());
      }
    }
  }

  private static int whole(Column<?> column, Object value) {
    double number = number(column, value).doubleValue();
    Require.that(number == (int) number, "%s must be a whole number, got %s", column.name(), value);
    return (int) number;
  }

  private static Number number(Column<?> column, Object value) {
    Require.that(value instanceof Number, "%s must be a number, got %s", column.name(), value);
    return (Number) value;
  }
}
