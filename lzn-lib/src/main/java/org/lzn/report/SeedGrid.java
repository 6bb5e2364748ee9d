package org.lzn.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lzn.metric.SeedStatistics;
import org.lzn.plot.Chart;
import org.lzn.run.RunScore;
import org.lzn.study.joint.AccuracyGrid;
import org.lzn.tensor.Require;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Accuracy in percent by the number of images that share the space and by the scale α of the noise,
 * as the records of several runs have it, or the paper ([Lin25] Figure 25).
 *
 * @param cells batch after batch, α after α
 */
public record SeedGrid(List<Cell> cells) {
  /**
   * One way to classify.
   *
   * @param accuracy in percent
   */
  public record Cell(int batch, double alpha, SeedStatistics accuracy) {}

  /** Copies the cells. */
  public SeedGrid {
    cells = List.copyOf(cells);
  }

  /** Returns the grid on the validation images that the records of all runs have. */
  public static SeedGrid of(SeedRuns runs) {
    List<Cell> cells = new ArrayList<>();
    for (RunScore score : runs.runs().get(0).record().scores()) {
      Double batch = score.basis().at().get(AccuracyGrid.BATCH);
      Double alpha = score.basis().at().get(AccuracyGrid.ALPHA);
      if (batch != null && alpha != null) {
        cells.add(new Cell(batch.intValue(), alpha, runs.score(score.name())));
      }
    }
    Require.that(
        !cells.isEmpty(),
        "the runs of %s have no scores %s with their batch and α: run lzn evaluate --record on each",
        runs.recipe(),
        AccuracyGrid.SCORE);
    return new SeedGrid(cells);
  }

  /** Returns the paper's grid: one run on CIFAR10, on the test set. */
  public static SeedGrid paper() {
    List<Cell> cells = new ArrayList<>();
    for (Row row : PaperTable.read("figure25-batch-size-and-alpha").table()) {
      SeedStatistics accuracy = SeedStatistics.of(row.getDouble("accuracy"));
      cells.add(new Cell(row.getInt("batch_size"), row.getDouble("alpha"), accuracy));
    }
    return new SeedGrid(cells);
  }

  /** Returns the cell of the highest mean, the first of equals. */
  public Cell best() {
    Cell best = cells.get(0);
    for (Cell cell : cells) {
      best = cell.accuracy.mean() > best.accuracy.mean() ? cell : best;
    }
    return best;
  }

  /** Returns a table with a row for each batch size and a column for each α. */
  public Table table() {
    List<Integer> batches = cells.stream().map(Cell::batch).distinct().toList();
    Table table =
        Table.create("Accuracy", IntColumn.create("batch", batches.toArray(Integer[]::new)));
    for (double alpha : cells.stream().map(Cell::alpha).distinct().toList()) {
      List<String> column =
          cells.stream().filter(c -> c.alpha == alpha).map(c -> text(c.accuracy)).toList();
      table.addColumns(StringColumn.create("α = " + alpha, column));
    }
    return table;
  }

  /** Returns a chart over α with a line for each batch size; bars reach to ± the deviation. */
  public Chart chart(String title) {
    Chart chart = Chart.lines(title).x("α").y("accuracy in percent");
    for (int batch : cells.stream().map(Cell::batch).distinct().toList()) {
      List<Cell> line = cells.stream().filter(c -> c.batch == batch).toList();
      double[] alphas = line.stream().mapToDouble(Cell::alpha).toArray();
      double[] means = line.stream().mapToDouble(c -> c.accuracy.mean()).toArray();
      double[] deviations = line.stream().mapToDouble(c -> c.accuracy.deviation()).toArray();
      chart.add("batch " + batch, alphas, means).errors(deviations);
    }
    return chart;
  }

  private static String text(SeedStatistics accuracy) {
    return accuracy.seeds() == 1
        ? String.format(Locale.ROOT, "%.2f", accuracy.mean())
        : String.format(Locale.ROOT, "%.2f ± %.2f", accuracy.mean(), accuracy.deviation());
  }
}
