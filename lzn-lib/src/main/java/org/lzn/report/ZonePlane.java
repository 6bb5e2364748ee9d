package org.lzn.report;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.lzn.flow.Euler;
import org.lzn.flow.MultistepSolver;
import org.lzn.flow.OdeSolver;
import org.lzn.latent.Anchors;
import org.lzn.latent.LatentComputation;
import org.lzn.latent.Latents;
import org.lzn.latent.ZoneFlow;
import org.lzn.plot.Film;
import org.lzn.plot.Plane;
import org.lzn.plot.ZoneMap;
import org.lzn.tensor.Constants;
import org.lzn.tensor.Devices;
import org.lzn.tensor.Require;
import org.lzn.tensor.Scope;
import org.lzn.tensor.SeededRandom;

/**
 * Anchors in the plane and their zones, computed and drawn: a latent space small enough to see
 * ([Lin25] Figure 3). Java arrays in, pictures and Java arrays out.
 */
public final class ZonePlane {
  /** So many steps that the picture no longer changes with more. */
  private static final OdeSolver FINE = Euler.steps(200);

  private static final double NOISE_LEVEL = 1e-3;
  private static final double HALF_WIDTH = 3;

  private final double[][] anchors;

  private ZonePlane(double[][] anchors) {
    this.anchors = anchors;
  }

  /** Returns the plane of some anchors, each a pair of numbers. */
  public static ZonePlane of(double[]... anchors) {
    Require.that(anchors.length > 0, "a plane of zones needs an anchor");
    for (double[] anchor : anchors) {
      Require.that(
          anchor.length == 2, "an anchor in the plane has 2 numbers, got %d", anchor.length);
    }
    return new ZonePlane(Arrays.stream(anchors).map(double[]::clone).toArray(double[][]::new));
  }

  /** Returns the map of the zones at t = 0: each point in the colour of the anchor it flows to. */
  public ZoneMap zones(int cells) {
    Plane plane = Plane.square(HALF_WIDTH, cells);
    return compute(
        a -> {
          int[] owners = nearest(a, flow(a, plane.centres(a.getManager())));
          return ZoneMap.of(plane, owners).anchors(a);
        });
  }

  /** Returns the map of the posterior weights w(s, t) at one time: colours mix where soft. */
  public ZoneMap weights(double t, int cells) {
    Plane plane = Plane.square(HALF_WIDTH, cells);
    return compute(
        a -> {
          NDArray points = plane.centres(a.getManager()).toType(DataType.FLOAT64, false);
          return ZoneMap.of(plane, flow(a).weights(points, t)).anchors(scaled(a, t));
        });
  }

  /** Returns the weights as a film over time. */
  public Film film(int cells, double... times) {
    return Film.over("Posterior weights over time", "t", times, t -> weights(t, cells));
  }

  /** Returns the zones with trajectories from so many random points of the Gaussian. */
  public ZoneMap trajectories(int count, long seed) {
    ZoneMap map = zones(240);
    return compute(
        a -> {
          NDArray start = gaussian(a.getManager(), count, seed);
          List<double[]> path = new ArrayList<>(); // the solver frees its points
          NDArray end =
              FINE.solve(flow(a), start, 0, 1 - NOISE_LEVEL, (t, x) -> path.add(x.toDoubleArray()));
          double[] flat = path.stream().flatMapToDouble(Arrays::stream).toArray();
          NDArray paths = Constants.of(a.getManager(), flat, new Shape(path.size(), count, 2));
          return map.paths(paths, nearest(a, end));
        });
  }

  /**
   * Returns the zones with latents that were computed elsewhere.
   *
   * @param points (n, 2)
   * @param classes n numbers, whose colours the points have
   * @param names what the legend calls class 0, 1, ...
   */
  public ZoneMap points(float[][] points, int[] classes, String... names) {
    ZoneMap map = zones(240);
    float[] flat = new float[2 * points.length];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = points[i / 2][i % 2];
    }
    return compute(
        a ->
            map.points(
                Constants.of(a.getManager(), flat, new Shape(points.length, 2)), classes, names));
  }

  /** Returns the zones with latents drawn for each anchor, in the anchor's colour. */
  public ZoneMap latents(int each, long seed) {
    ZoneMap map = zones(240);
    return compute(
        a -> {
          int[] owners = repeated(each);
          NDArray noise = gaussian(a.getManager(), owners.length, seed);
          LatentComputation zones = LatentComputation.with(Euler.steps(200));
          try (Latents latents = zones.of(Anchors.of(a), owners, noise)) {
            return map.points(latents.points(), owners);
          }
        });
  }

  /** Returns the share of the Gaussian that flows to each anchor, from so many random points. */
  public double[] shares(int draws, long seed) {
    int[] owners = compute(a -> nearest(a, flow(a, gaussian(a.getManager(), draws, seed))));
    double[] shares = new double[anchors.length];
    for (int owner : owners) {
      shares[owner] += 1.0 / draws;
    }
    return shares;
  }

  /**
   * Returns the share of latents that flow back to their own anchor.
   *
   * @param solver of the way to the latent and of the way back
   */
  public double alignmentRate(MultistepSolver solver, int each, long seed) {
    return compute(
        a -> {
          int[] owners = repeated(each);
          NDArray noise = gaussian(a.getManager(), owners.length, seed);
          try (Latents latents = LatentComputation.with(solver).of(Anchors.of(a), owners, noise)) {
            NDArray end = solver.solve(flow(a), latents.points(), 0, 1 - NOISE_LEVEL);
            int[] reached = nearest(a, end);
            long same =
                IntStream.range(0, owners.length).filter(i -> reached[i] == owners[i]).count();
            return (double) same / owners.length;
          }
        });
  }

  private int[] repeated(int each) {
    int[] owners = new int[anchors.length * each];
    Arrays.setAll(owners, i -> i / each);
    return owners;
  }

  private <R> R compute(Function<NDArray, R> work) {
    try (Scope scope = Scope.open();
        NDManager manager = Devices.newManager()) {
      double[] flat = Arrays.stream(anchors).flatMapToDouble(Arrays::stream).toArray();
      return work.apply(Constants.of(manager, flat, new Shape(anchors.length, 2)));
    }
  }

  private static ZoneFlow flow(NDArray anchors) {
    return ZoneFlow.over(Anchors.of(anchors));
  }

  private static NDArray flow(NDArray anchors, NDArray points) {
    NDArray start = points.toType(DataType.FLOAT64, false);
    return FINE.solve(flow(anchors), start, 0, 1 - NOISE_LEVEL);
  }

  private static NDArray gaussian(NDManager manager, int n, long seed) {
    return SeededRandom.of(seed)
        .normal(manager, "plane", new Shape(n, 2))
        .toType(DataType.FLOAT64, false);
  }

  private static NDArray scaled(NDArray anchors, double t) {
    return Constants.scale(anchors, t);
  }

  private static int[] nearest(NDArray anchors, NDArray points) {
    NDArray difference = points.expandDims(1).sub(anchors.expandDims(0));
    long[] nearest = difference.square().sum(new int[] {2}).argMin(1).toLongArray();
    return Arrays.stream(nearest).mapToInt(Math::toIntExact).toArray();
  }
}
