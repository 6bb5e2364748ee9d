package org.lzn.report;

import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lzn.file.WholeFile;
import org.lzn.plot.ScoreWords;
import org.lzn.run.RunFolder;
import org.lzn.run.TrainingRun;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/** Runs side by side: their scores, their costs, their losses. */
public final class Comparison {
  private final SeedRuns[] recipes;

  private Comparison(List<SeedRuns> recipes) {
    this.recipes = recipes.toArray(SeedRuns[]::new);
  }

  /**
   * Compares the runs in these folders. Those named as the kit's are, RECIPE-SEED, that differ in
   * the seed only are one column, mean ± standard deviation; any other run has its own.
   */
  public static Comparison of(List<Path> folders) {
    Map<String, List<TrainingRun>> columns = new LinkedHashMap<>();
    for (Path folder : folders) {
      TrainingRun run = RunFolder.at(folder).run();
      columns.computeIfAbsent(column(run), name -> new ArrayList<>()).add(run);
    }
    return new Comparison(
        columns.entrySet().stream().map(c -> new SeedRuns(c.getKey(), c.getValue())).toList());
  }

  private static String column(TrainingRun run) {
    String name = run.record().name();
    List<Long> seeds = run.record().setup().seeds();
    String end = seeds.size() == 1 ? "-" + seeds.get(0) : "";
    return name.endsWith(end) ? name.substring(0, name.length() - end.length()) : name;
  }

  /** Returns a row for each score. */
  public Table scores() {
    return SeedRuns.table(recipes);
  }

  /** Returns a row for each column of {@link #scores}. */
  public Table costs() {
    return SeedRuns.costs(recipes);
  }

  /** Saves the scores as CSV and two charts of the losses, and returns the files. */
  public List<Path> save(Path folder) {
    StringWriter csv = new StringWriter();
    scores().write().csv(csv);
    return List.of(
        WholeFile.write(folder.resolve("scores.csv"), csv.toString()),
        SeedRuns.heldOutLosses(recipes).save(folder.resolve("losses.png")),
        SeedRuns.heldOutLossesOverTime(recipes).save(folder.resolve("losses-over-time.png")));
  }

  @Override
  public String toString() {
    Table costs = costs();
    for (NumericColumn<?> column : costs.numericColumns()) {
      ((DoubleColumn) column).setPrintFormatter(NumberColumnFormatter.fixedWithGrouping(1));
    }
    Table scores = scores();
    StringColumn names = scores.stringColumn(SeedRuns.SCORE);
    scores.replaceColumn(StringColumn.create(SeedRuns.SCORE, names.map(ScoreWords::of).asList()));
    // What they were measured on is in the file: it would make the lines too long to be read.
    return scores.removeColumns(SeedRuns.BASIS).printAll() + "\n\n" + costs.printAll();
  }
}
