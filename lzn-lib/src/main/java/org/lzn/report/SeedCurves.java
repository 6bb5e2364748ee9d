package org.lzn.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.lzn.flow.OdeSolver;
import org.lzn.metric.SeedStatistics;
import org.lzn.plot.Chart;
import org.lzn.run.RunFolder;
import org.lzn.tensor.Require;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The {@link SamplingCurve}s of one recipe's runs that differ in the seed only: distances by solver
 * as means over the seeds, with their standard deviations.
 *
 * @param recipe its name
 * @param curves one for each seed
 */
public record SeedCurves(String recipe, List<SamplingCurve> curves) {
  /** Copies the curves. */
  public SeedCurves {
    Require.that(!curves.isEmpty(), "the curves of %s need one run or more, got none", recipe);
    curves = List.copyOf(curves);
  }

  /**
   * What the seeds say of one solver.
   *
   * @param solver which
   * @param evaluations of the network for each image
   * @param distance to the training images
   */
  public record Point(OdeSolver solver, SeedStatistics evaluations, SeedStatistics distance) {
    private static Point of(List<SamplingCurve.Point> seeds) {
      return new Point(
          seeds.get(0).solver(),
          over(seeds.stream().map(SamplingCurve.Point::evaluations)),
          over(seeds.stream().map(SamplingCurve.Point::distance)));
    }

    private static SeedStatistics over(Stream<Double> seeds) {
      return SeedStatistics.of(seeds.mapToDouble(value -> value).toArray());
    }
  }

  /**
   * Loads the curves of those of the recipes of which the folder holds any, {@code
   * RECIPE-SEED/curve.csv}, in their order.
   */
  public static List<SeedCurves> present(Path folder, String... recipes) {
    return Stream.of(recipes).flatMap(recipe -> load(folder, recipe).stream()).toList();
  }

  private static Optional<SeedCurves> load(Path folder, String recipe) {
    List<SamplingCurve> curves =
        SeedRuns.folders(folder, recipe).stream()
            .map(path -> new CurveFile(RunFolder.at(path)))
            .filter(file -> Files.exists(file.path()))
            .map(CurveFile::read)
            .toList();
    return curves.isEmpty() ? Optional.empty() : Optional.of(new SeedCurves(recipe, curves));
  }

  /** Returns a point for each solver of the first seed that all seeds have. */
  public List<Point> points() {
    return curves.get(0).points().stream()
        .map(point -> of(point.solver()))
        .filter(seeds -> seeds.size() == curves.size())
        .map(Point::of)
        .toList();
  }

  private List<SamplingCurve.Point> of(OdeSolver solver) {
    return curves.stream()
        .flatMap(curve -> curve.points().stream().filter(p -> p.solver().equals(solver)))
        .toList();
  }

  /**
   * Returns a chart of distances against evaluations: a line for each recipe, with the standard
   * deviation over its seeds as interval where there are several.
   */
  public static Chart chart(String title, List<SeedCurves> recipes) {
    Chart chart = SamplingCurve.axes(title);
    for (SeedCurves recipe : recipes) {
      List<Point> points = recipe.points();
      chart.add(
          recipe.recipe,
          points.stream().mapToDouble(point -> point.evaluations.mean()).toArray(),
          points.stream().mapToDouble(point -> point.distance.mean()).toArray());
      if (recipe.curves.size() > 1) {
        chart.errors(points.stream().mapToDouble(point -> point.distance.deviation()).toArray());
      }
    }
    return chart;
  }

  /** Returns a table of distances: a row for each solver, a column for each recipe. */
  public static Table table(List<SeedCurves> recipes) {
    Map<OdeSolver, String[]> rows = new LinkedHashMap<>();
    for (int i = 0; i < recipes.size(); i++) {
      for (Point point : recipes.get(i).points()) {
        rows.computeIfAbsent(point.solver, solver -> new String[recipes.size()])[i] =
            point.distance.toString();
      }
    }
    Table table =
        Table.create(
            "Distances by solver",
            StringColumn.create("solver", rows.keySet().stream().map(OdeSolver::toString)));
    for (int i = 0; i < recipes.size(); i++) {
      int column = i;
      Stream<String> cells =
          rows.values().stream().map(row -> row[column] == null ? "" : row[column]);
      table.addColumns(StringColumn.create(recipes.get(i).recipe, cells));
    }
    return table;
  }
}
