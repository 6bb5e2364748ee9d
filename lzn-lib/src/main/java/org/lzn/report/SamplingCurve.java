package org.lzn.report;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.lzn.codec.ImageCodec;
import org.lzn.flow.CountingSolver;
import org.lzn.flow.Euler;
import org.lzn.flow.OdeSolver;
import org.lzn.flow.RungeKutta45;
import org.lzn.metric.FeatureExtractor;
import org.lzn.metric.Features;
import org.lzn.metric.FrechetDistance;
import org.lzn.plot.Chart;
import org.lzn.plot.ImageBatch;
import org.lzn.task.Task;
import org.lzn.tensor.Require;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How good a model's images are, by the number of evaluations of its network that each takes
 * ([Lin25] Figure 17): the Fréchet distance to training images after few steps of the flow and
 * after many. A straighter flow needs fewer.
 *
 * @param name of the model
 * @param points one for each solver
 */
public record SamplingCurve(String name, List<Point> points) {
  private static final List<Integer> STEPS = List.of(1, 2, 5, 10, 20, 50, 100);

  /**
   * One way to follow the flow.
   *
   * @param solver which
   * @param evaluations of the network for each image, counted
   * @param distance to the training images
   * @param imagesPerSecond how fast images were drawn, measured
   */
  public record Point(
      OdeSolver solver, double evaluations, double distance, double imagesPerSecond) {}

  /** Copies the points. */
  public SamplingCurve {
    Require.that(!points.isEmpty(), "a curve needs one solver or more, got none");
    points = List.copyOf(points);
  }

  /** Returns Euler's method with 1, 2, 5, ... steps up to a number, and RK45 as the last. */
  public static List<OdeSolver> solvers(int most) {
    Stream<OdeSolver> euler = STEPS.stream().filter(n -> n <= most).map(Euler::steps);
    return Stream.concat(euler, Stream.of(RungeKutta45.defaults())).toList();
  }

  /** Draws the same images by any solver. */
  @FunctionalInterface
  public interface Drawer {
    /** Returns n images. */
    ImageBatch draw(int n, OdeSolver solver);
  }

  /**
   * Draws images by each solver from the same latents and noise, and scores them.
   *
   * @param n how many images
   * @param extractor of the features in which images are compared
   * @param real those of training images
   */
  public static SamplingCurve of(
      String name,
      ImageCodec images,
      int n,
      List<OdeSolver> solvers,
      FeatureExtractor extractor,
      Features real) {
    Drawer drawer = Task.generate(images)::sample;
    return new SamplingCurve(
        name, solvers.stream().map(solver -> point(drawer, n, solver, extractor, real)).toList());
  }

  /** Draws n images by one solver and scores them likewise. */
  static Point point(
      Drawer drawer, int n, OdeSolver solver, FeatureExtractor extractor, Features real) {
    CountingSolver counted = new CountingSolver(solver);
    long start = System.nanoTime();
    ImageBatch drawn = drawer.draw(n, counted);
    double seconds = (System.nanoTime() - start) * 1e-9;
    double distance = FrechetDistance.between(Features.of(extractor, drawn), real);
    return new Point(solver, counted.evaluations() / (double) n, distance, n / seconds);
  }

  /** Returns a chart of the distances of several models against evaluations. */
  public static Chart chart(String title, List<SamplingCurve> curves) {
    Chart chart = axes(title);
    for (SamplingCurve curve : curves) {
      List<Point> sorted =
          curve.points.stream().sorted(Comparator.comparingDouble(Point::evaluations)).toList();
      chart.add(
          curve.name,
          sorted.stream().mapToDouble(Point::evaluations).toArray(),
          sorted.stream().mapToDouble(Point::distance).toArray());
    }
    return chart;
  }

  static Chart axes(String title) {
    return Chart.lines(title).x("evaluations of the network").y("distance").logX().logY();
  }

  /** Returns a table with a row for each model and solver. */
  public static Table table(List<SamplingCurve> curves) {
    StringColumn models = StringColumn.create("model");
    StringColumn solvers = StringColumn.create("solver");
    DoubleColumn evaluations = DoubleColumn.create("evaluations");
    DoubleColumn distances = DoubleColumn.create("distance");
    DoubleColumn speeds = DoubleColumn.create("images/s");
    for (SamplingCurve curve : curves) {
      for (Point point : curve.points) {
        models.append(curve.name);
        solvers.append(point.solver.toString());
        evaluations.append(point.evaluations);
        distances.append(point.distance);
        speeds.append(point.imagesPerSecond);
      }
    }
    return Table.create("Sampling", models, solvers, evaluations, distances, speeds);
  }
}
