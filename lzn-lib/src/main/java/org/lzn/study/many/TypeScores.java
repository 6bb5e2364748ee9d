package org.lzn.study.many;

import java.util.List;
import java.util.Locale;
import org.lzn.codec.Column;
import org.lzn.metric.SeedStatistics;
import org.lzn.run.RunRecord;
import org.lzn.run.RunScore;
import org.lzn.tensor.Require;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The square tables of runs that differ in the seed only: encoders down, decoders across, as {@link
 * TypeTable} measured them.
 *
 * @param types the names of the types, in their order
 * @param runs the records, one a seed
 */
public record TypeScores(List<String> types, List<RunRecord> runs) {
  /** Copies the lists. */
  public TypeScores {
    Require.that(!runs.isEmpty(), "scores need one run or more, got none");
    types = List.copyOf(types);
    runs = List.copyOf(runs);
  }

  /** Returns the tables of runs of a model. */
  public static TypeScores of(ManyTypesRecipe.Model model, List<RunRecord> runs) {
    return new TypeScores(
        model.columns().stream().map(Column::type).map(type -> type.name()).toList(), runs);
  }

  /**
   * Returns one score of one cell over the seeds.
   *
   * @throws IllegalArgumentException if a run does not have it
   */
  public SeedStatistics of(String from, String to, String score) {
    return named(TypeTable.scoreName(new TypeTable.Cell(from, to), score));
  }

  /**
   * Returns one score over the seeds of a task that is no cell, such as "another tone, noto".
   *
   * @throws IllegalArgumentException if a run does not have it
   */
  public SeedStatistics of(String task, String score) {
    return named(task + ", " + score);
  }

  private SeedStatistics named(String name) {
    return SeedStatistics.of(runs.stream().mapToDouble(run -> value(run, name)).toArray());
  }

  private static double value(RunRecord run, String name) {
    return run.scores().stream()
        .filter(score -> score.name().equals(name))
        .mapToDouble(RunScore::value)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    String.format("run %s has no score \"%s\"", run.name(), name)));
  }

  /**
   * Returns the means over the seeds as a table: the type of each row is read, that of each column
   * made; missing where a type does not have the score.
   *
   * @param score such as "retrieval", "exact", "accuracy" or "role"
   */
  public Table table(String score) {
    return table(List.of(score));
  }

  /** Returns a table of the main score of each type: retrieval, exact captions, or accuracy. */
  public Table table() {
    return table(List.of("retrieval", "exact", TypeTable.ACCURACY));
  }

  private Table table(List<String> scores) {
    Table table = Table.create(String.join(", ", scores), StringColumn.create("from \\ to", types));
    for (String to : types) {
      DoubleColumn column = DoubleColumn.create(to);
      for (String from : types) {
        String found = scores.stream().filter(s -> has(from, to, s)).findFirst().orElse("");
        column.append(found.isEmpty() ? Double.NaN : of(from, to, found).mean());
      }
      table.addColumns(column);
    }
    return table;
  }

  private boolean has(String from, String to, String score) {
    String name = TypeTable.scoreName(new TypeTable.Cell(from, to), score);
    return runs.get(0).scores().stream().anyMatch(s -> s.name().equals(name));
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%d types, %d runs", types.size(), runs.size());
  }
}
