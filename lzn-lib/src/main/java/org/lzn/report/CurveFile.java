package org.lzn.report;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lzn.codec.ImageCodec;
import org.lzn.data.ImageDataset;
import org.lzn.file.BadFileException;
import org.lzn.file.Checksums;
import org.lzn.file.WholeFile;
import org.lzn.flow.Solvers;
import org.lzn.metric.Features;
import org.lzn.plot.Progress;
import org.lzn.run.Recipe;
import org.lzn.run.RunFolder;
import org.lzn.study.JudgedModel;
import org.lzn.study.ScoringNetwork;
import org.lzn.tensor.Require;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/**
 * The {@link SamplingCurve} of a run in its folder, {@code curve.csv}: a row for each solver, with
 * the number of images and the checksum of the weights that drew them. Each is written as soon as
 * it is measured, so that whoever is interrupted goes on.
 *
 * @param run which run
 */
public record CurveFile(RunFolder run) {
  private static final ColumnType[] TYPES = {
    ColumnType.STRING,
    ColumnType.INTEGER,
    ColumnType.DOUBLE,
    ColumnType.DOUBLE,
    ColumnType.DOUBLE,
    ColumnType.STRING
  };

  /** A row of the file. */
  private record Measured(
      String solver,
      int images,
      double evaluations,
      double distance,
      double imagesPerSecond,
      String weights) {
    SamplingCurve.Point point() {
      return new SamplingCurve.Point(Solvers.parse(solver), evaluations, distance, imagesPerSecond);
    }
  }

  /** Returns where it is. */
  public Path path() {
    return run.path().resolve("curve.csv");
  }

  /**
   * Returns the curve that is there.
   *
   * @throws BadFileException if there is none
   */
  public SamplingCurve read() {
    return curve(rows());
  }

  private SamplingCurve curve(List<Measured> rows) {
    return new SamplingCurve(run.name(), rows.stream().map(Measured::point).toList());
  }

  /**
   * Measures what is not there yet: the distance of drawn images to the training images, to as many
   * as in the run's scores and in the features of the network that judges them.
   *
   * @param n how many images
   * @param solvers by their names, such as euler:5
   * @throws IllegalArgumentException if the run draws no images, or nothing judges them
   */
  public SamplingCurve measure(int n, List<String> solvers) {
    solvers.forEach(Solvers::parse); // what is no solver is said at once
    String weights = Checksums.of(run.weights());
    List<Measured> rows = new ArrayList<>(Files.exists(path()) ? rows() : List.of());
    rows.removeIf(
        row -> row.images != n || !row.weights.equals(weights) || !solvers.contains(row.solver));
    List<String> known = rows.stream().map(Measured::solver).toList();
    List<String> missing = solvers.stream().filter(solver -> !known.contains(solver)).toList();
    if (!missing.isEmpty()) {
      measure(n, missing, weights, rows);
    }
    return curve(rows);
  }

  private void measure(int n, List<String> solvers, String weights, List<Measured> rows) {
    ImageDataset train = run.data().train();
    try (Recipe.Prepared model = run.model();
        Progress progress =
            Progress.of("curve of " + run.name(), solvers.size()).counting("solvers", 1);
        ScoringNetwork judge =
            ScoringNetwork.of(train)
                .orElseThrow(
                    () ->
                        new IllegalArgumentException("nothing judges images of " + train.name()))) {
      Require.that(model instanceof JudgedModel, "%s draws no images to be judged", run.path());
      int most = Math.min(((JudgedModel) model).evaluation().real(), train.size());
      ImageCodec images = model.images().orElseThrow();
      Features real = Features.of(judge.features(), train.take(most));
      for (String solver : solvers) {
        SamplingCurve one =
            SamplingCurve.of(
                run.name(), images, n, List.of(Solvers.parse(solver)), judge.features(), real);
        SamplingCurve.Point point = one.points().get(0);
        rows.add(
            new Measured(
                solver,
                n,
                point.evaluations(),
                point.distance(),
                point.imagesPerSecond(),
                weights));
        write(rows);
        progress.update(solvers.indexOf(solver) + 1, solver);
      }
    }
  }

  private void write(List<Measured> rows) {
    Table table =
        Table.create(
            StringColumn.create("solver", rows.stream().map(Measured::solver)),
            IntColumn.create("images", rows.stream().mapToInt(Measured::images)),
            column("evaluations", rows.stream().mapToDouble(Measured::evaluations).toArray()),
            column("distance", rows.stream().mapToDouble(Measured::distance).toArray()),
            column(
                "images_per_second",
                rows.stream().mapToDouble(Measured::imagesPerSecond).toArray()),
            StringColumn.create("weights", rows.stream().map(Measured::weights)));
    StringWriter csv = new StringWriter();
    table.write().csv(csv);
    WholeFile.write(path(), csv.toString());
  }

  private static DoubleColumn column(String name, double[] values) {
    return DoubleColumn.create(name, values);
  }

  private List<Measured> rows() {
    try {
      String csv = Files.readString(path());
      Table table =
          Table.read()
              .usingOptions(CsvReadOptions.builder(new StringReader(csv)).columnTypes(TYPES));
      List<Measured> rows = table.stream().map(CurveFile::row).toList();
      Require.that(!rows.isEmpty(), "no rows");
      return rows;
    } catch (IOException | RuntimeException e) {
      String reason = e instanceof NoSuchFileException ? "no such file" : e.getMessage();
      throw new BadFileException(
          path(),
          "distances by solver, solver,images,evaluations,distance,images_per_second,weights",
          reason,
          "Measure them: environment/lzn curve " + run.path(),
          e);
    }
  }

  private static Measured row(Row row) {
    return new Measured(
        row.getString(0),
        row.getInt(1),
        row.getDouble(2),
        row.getDouble(3),
        row.getDouble(4),
        row.getString(5));
  }
}
