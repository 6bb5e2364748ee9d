package org.lzn.report;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
  private static final long SEED = 1; // as that of the images that are scored

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
    static Measured of(String solver, int n, SamplingCurve.Point point, String weights) {
      return new Measured(
          solver, n, point.evaluations(), point.distance(), point.imagesPerSecond(), weights);
    }

    SamplingCurve.Point point() {
      return new SamplingCurve.Point(Solvers.parse(solver), evaluations, distance, imagesPerSecond);
    }
  }

  /** Returns where it is. */
  public Path path() {
    return run.path().resolve("curve.csv");
  }

  /**
   * Returns the curve that is there; of the points with most images, if there are others.
   *
   * @throws BadFileException if there is none
   */
  public SamplingCurve read() {
    List<Measured> rows = rows();
    int most = rows.stream().mapToInt(Measured::images).max().orElseThrow();
    return curve(rows.stream().filter(row -> row.images == most));
  }

  private SamplingCurve curve(Stream<Measured> rows) {
    return new SamplingCurve(run.name(), rows.map(Measured::point).toList());
  }

  /**
   * Measures what is not there yet: the distance of drawn images to the training images, of those
   * and to as many as in the run's scores, and in the features of the network that judges them.
   * What is there of other solvers and numbers stays; what other weights have drawn goes.
   *
   * @param n how many images
   * @param solvers by their names, such as euler:5
   * @return these points
   * @throws IllegalArgumentException if the run draws no images, or nothing judges them
   */
  public SamplingCurve measure(int n, List<String> solvers) {
    Require.that(n > 1, "a distance needs 2 images or more, got %d", n);
    solvers.forEach(Solvers::parse); // what is no solver is said at once
    String weights = Checksums.of(run.weights());
    List<Measured> rows = new ArrayList<>(Files.exists(path()) ? rows() : List.of());
    rows.removeIf(row -> !row.weights.equals(weights));
    List<String> missing = solvers.stream().filter(s -> find(rows, n, s).isEmpty()).toList();
    if (!missing.isEmpty()) {
      measure(n, missing, weights, rows);
    }
    return curve(solvers.stream().map(solver -> find(rows, n, solver).orElseThrow()));
  }

  private static Optional<Measured> find(List<Measured> rows, int n, String solver) {
    return rows.stream().filter(r -> r.images == n && r.solver.equals(solver)).findFirst();
  }

  private void measure(int n, List<String> solvers, String weights, List<Measured> rows) {
    ImageDataset train = run.data().train();
    try (JudgedModel model = model();
        ScoringNetwork judge = judge(train);
        Progress progress =
            Progress.of("curve of " + run.name(), solvers.size()).counting("solvers", 1)) {
      ImageDataset known = train.take(Math.min(model.evaluation().real(), train.size()));
      Features real = Features.of(judge.features(), known);
      SamplingCurve.Drawer drawer = (size, solver) -> model.sample(size, solver, SEED);
      for (String solver : solvers) {
        SamplingCurve.Point point =
            SamplingCurve.point(drawer, n, Solvers.parse(solver), judge.features(), real);
        rows.add(Measured.of(solver, n, point, weights));
        write(rows);
        progress.update(solvers.indexOf(solver) + 1, solver);
      }
    }
  }

  private JudgedModel model() {
    Recipe.Prepared model = run.model();
    if (model instanceof JudgedModel judged) {
      return judged;
    }
    model.close();
    throw new IllegalArgumentException(run.path() + " draws no images to be judged");
  }

  private static ScoringNetwork judge(ImageDataset images) {
    return ScoringNetwork.of(images)
        .orElseThrow(
            () -> new IllegalArgumentException("nothing judges images of " + images.name()));
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
