package org.lzn.metric;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.lzn.tensor.Require;
import org.lzn.tensor.SeededRandom;

/**
 * The Fréchet distance that infinitely many samples would have, FD∞ ([Cho20] §3). The distance d²
 * of m samples is too large by nearly b/m, with a b that differs from model to model; a line
 * through the distances of subsets tells both:
 *
 * <pre>
 * d²(m) ≈ d²(∞) + b/m,   least squares over m from max(n/10, 2d) to n
 * </pre>
 *
 * <p>Below 2d samples of d features d² bends away from the line, as the covariance nears a singular
 * one (whose rank is m - 1); [Cho20] begins at 5,000 of 50,000 samples of 2,048 features. Unlike
 * there, a size is not measured on one random subset but on as many as the samples can be cut into,
 * and averaged: of 60 results on 600 Gaussian samples of 20 features the standard deviation was
 * .011 so and .013 with single subsets, the mean right both times.
 *
 * <p>What is left of the bend is largest where all features are alike: of samples of 96 such
 * features at a true distance of .96, 2,000 have 2.27 and are extrapolated to .78, 10,000 have 1.25
 * and .98.
 *
 * <p>The reference is taken as it is: its own number of samples stays in the distance. The result
 * may be negative, as its mean is 0 for samples of the reference's own distribution.
 *
 * @param points distances by number of samples, ascending; the last is that of all samples
 */
public record FrechetExtrapolation(List<Point> points) {
  private static final int SIZES = 15;

  /**
   * A distance.
   *
   * @param samples m
   * @param distance d² of m samples, the mean over disjoint random subsets
   */
  public record Point(int samples, double distance) {}

  /** Copies, and checks that there is a line. */
  public FrechetExtrapolation {
    points = List.copyOf(points);
    Require.that(
        points.stream().mapToInt(Point::samples).distinct().count() >= 2,
        "a line needs distances of two numbers of samples or more, got %s",
        points);
  }

  /** Returns how few samples of d features are enough: twice as many as the line begins with. */
  public static int fewest(int d) {
    return Math.max(4 * d, 2 * SIZES);
  }

  /**
   * Measures the distances of subsets.
   *
   * @param samples those to be judged, {@link #fewest} or more
   * @param reference what they are compared with
   * @param draws which samples go into which subset
   */
  public static FrechetExtrapolation between(
      Features samples, FeatureStatistics reference, SeededRandom draws) {
    int n = samples.size();
    int fewest = fewest(samples.width());
    Require.that(
        n >= fewest,
        "an extrapolation over %d features needs %d samples or more, got %d",
        samples.width(),
        fewest,
        n);
    int[] order = shuffled(n, draws.generator("frechet extrapolation"));
    int least = Math.max(n / 10, 2 * samples.width());
    return new FrechetExtrapolation(
        IntStream.range(0, SIZES)
            .map(k -> least + (int) ((long) (n - least) * k / (SIZES - 1)))
            .mapToObj(m -> new Point(m, mean(samples, order, m, reference)))
            .toList());
  }

  /** Returns the mean distance of all the subsets of m samples that the samples are cut into. */
  private static double mean(Features samples, int[] order, int m, FeatureStatistics reference) {
    return IntStream.range(0, order.length / m)
        .mapToObj(part -> samples.select(Arrays.copyOfRange(order, part * m, (part + 1) * m)))
        .mapToDouble(s -> FrechetDistance.between(FeatureStatistics.of(s), reference))
        .average()
        .orElseThrow();
  }

  private static int[] shuffled(int n, SplittableRandom random) {
    int[] order = IntStream.range(0, n).toArray();
    for (int i = n - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[other];
      order[other] = swapped;
    }
    return order;
  }

  /** Returns d²(∞), where the line meets 1/m = 0. */
  public double value() {
    return meanDistance() - slope() * meanInverse();
  }

  /** Returns b: what one sample alone would add to the distance. */
  public double slope() {
    double inverse = meanInverse();
    double distance = meanDistance();
    double products = 0;
    double squares = 0;
    for (Point point : points) {
      double x = 1. / point.samples - inverse;
      products += x * (point.distance - distance);
      squares += x * x;
    }
    return products / squares;
  }

  /** Returns the line's distance d²(∞) + b/m of so many samples, for a figure. */
  public double at(double m) {
    Require.that(m > 0, "a number of samples must be above 0, got %s", m);
    return value() + slope() / m;
  }

  private double meanInverse() {
    return points.stream().mapToDouble(p -> 1. / p.samples).average().orElseThrow();
  }

  private double meanDistance() {
    return points.stream().mapToDouble(Point::distance).average().orElseThrow();
  }
}
