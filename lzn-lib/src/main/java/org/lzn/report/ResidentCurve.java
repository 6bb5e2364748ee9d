package org.lzn.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.lzn.plot.Chart;
import org.lzn.plot.ScoreWords;
import org.lzn.run.RunRecord;
import org.lzn.run.RunScore;
import org.lzn.study.joint.ResidentScores;
import org.lzn.tensor.Require;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * A score of a run against the number of residents among which each image is placed alone, beside
 * the score of images that are each other's company.
 *
 * @param score its name in the record, such as "accuracy"
 * @param points the fewest residents first
 * @param inCompany the score of a batch's own company
 */
public record ResidentCurve(String score, List<Point> points, double inCompany) {
  /** The score among so many residents. */
  public record Point(int residents, double score) {}

  /** Copies the points. */
  public ResidentCurve {
    points = List.copyOf(points);
  }

  /**
   * Reads a curve from a run's record.
   *
   * @throws IllegalArgumentException if the record does not have it
   */
  public static ResidentCurve of(RunRecord record, String score) {
    List<Point> points = new ArrayList<>();
    double inCompany = Double.NaN;
    for (RunScore each : record.scores()) {
      Double residents = each.basis().at().get(ResidentScores.RESIDENTS);
      if (residents != null && each.name().startsWith(score + ",")) {
        points.add(new Point(residents.intValue(), each.value()));
      }
      inCompany = each.name().equals(score) ? each.value() : inCompany;
    }
    Require.that(
        !points.isEmpty() && !Double.isNaN(inCompany),
        "the record of %s has no %s among residents: lzn evaluate --record computes it",
        record.name(),
        score);
    points.sort(Comparator.comparing(Point::residents));
    return new ResidentCurve(score, points, inCompany);
  }

  /** Returns a chart with a dashed line at the score of a batch's own company. */
  public Chart chart(String title) {
    double[] residents = points.stream().mapToDouble(Point::residents).toArray();
    double[] values = points.stream().mapToDouble(Point::score).toArray();
    return Chart.lines(title)
        .x("residents")
        .y(ScoreWords.of(score))
        .logX()
        .add("each image alone among residents", residents, values)
        .level("in its batch's company", inCompany);
  }

  /** Returns a table of curves of one run, with a row for each number of residents. */
  public static Table table(RunRecord record, String... scores) {
    Table table = Table.create("Alone among residents");
    for (String score : scores) {
      List<Point> points = of(record, score).points;
      if (table.columnCount() == 0) {
        Integer[] residents = points.stream().map(Point::residents).toArray(Integer[]::new);
        table.addColumns(IntColumn.create("residents", residents));
      }
      Double[] values = points.stream().map(Point::score).toArray(Double[]::new);
      table.addColumns(DoubleColumn.create(score, values));
    }
    return table;
  }
}
