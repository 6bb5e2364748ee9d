package org.lzn.metric;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.lzn.tensor.Require;
import org.lzn.tensor.SeededRandom;

/**
 * The sliced Wasserstein distance ([Bon15]): how far samples must move on average, squared, seen
 * along random directions θ,
 *
 * <pre>
 * SW² = mean over θ of W₂²(θ·a, θ·b),   W₂²(x, y) = ∫ (x's quantile u - y's quantile u)² du
 * </pre>
 *
 * <p>On a line the optimal transport pairs the sorted numbers, so that for n of each W₂² = 1/n Σ
 * (x₍ᵢ₎ - y₍ᵢ₎)². No covariance is estimated and nothing is taken for Gaussian. The Monge inception
 * distance ([Ber26]) is
 *
 * <pre>
 * MIND = 3 d SW²
 * </pre>
 *
 * <p>with d features, 1,000 directions and equally many samples of each kind. SW² of a shift by v
 * is |v|²/d in the mean over θ; the factor d makes it independent of the number of features. Say
 * MIND only with the features of Inception.
 *
 * @param directions how many random unit vectors θ
 * @param draws where they come from
 */
public record SlicedWasserstein(int directions, SeededRandom draws) {
  /** Directions seen at once: their projections of all samples are kept. */
  private static final int CHUNK = 100;

  private static final double MONGE = 3;

  /** Checks the number of directions. */
  public SlicedWasserstein {
    Require.that(directions >= 1, "directions must be 1 or more, got %d", directions);
  }

  /** Returns the distance over the directions of MIND, 1,000. */
  public static SlicedWasserstein monge(SeededRandom draws) {
    return new SlicedWasserstein(1000, draws);
  }

  /** Returns 3 d SW², the scale of MIND. */
  public double scaled(Features a, Features b) {
    return MONGE * a.width() * between(a, b);
  }

  /** Returns SW², 0 or more, of samples that need not be equally many. */
  public double between(Features a, Features b) {
    Features.requireComparable(a, b, 1);
    Features all = unitVectors(a.width());
    double sum = 0;
    for (int from = 0; from < directions; from += CHUNK) {
      int[] some = IntStream.range(from, Math.min(from + CHUNK, directions)).toArray();
      double[][] x = projected(all.select(some), a);
      double[][] y = projected(all.select(some), b);
      double[] squares =
          IntStream.range(0, some.length).parallel().mapToDouble(i -> onLine(x[i], y[i])).toArray();
      sum += Arrays.stream(squares).sum();
    }
    return sum / directions;
  }

  /** Returns θ, uniform on the unit sphere, a row each. */
  Features unitVectors(int d) {
    double[] values = new double[Math.multiplyExact(directions, d)];
    var random = draws.generator("directions");
    for (int i = 0; i < values.length; i += d) {
      double square = 0;
      for (int j = i; j < i + d; j++) {
        values[j] = random.nextGaussian();
        square += values[j] * values[j];
      }
      for (int j = i; j < i + d; j++) {
        values[j] /= Math.sqrt(square);
      }
    }
    return Features.of(values, d);
  }

  /** Returns the samples' projections, a row for each direction. */
  private static double[][] projected(Features unit, Features samples) {
    double[][] rows = new double[unit.size()][samples.size()];
    DotProducts.visit(
        unit,
        samples,
        (i, start, count, products, offset) ->
            System.arraycopy(products, offset, rows[i], start, count));
    return rows;
  }

  /** Returns W₂² of numbers, which are sorted in place. */
  static double onLine(double[] x, double[] y) {
    Arrays.sort(x);
    Arrays.sort(y);
    // Both quantile functions are steps; in units of 1/(x.length y.length) they are whole numbers.
    long end = (long) x.length * y.length;
    double sum = 0;
    long at = 0;
    for (int i = 0, j = 0; at < end; ) {
      long ofX = (long) (i + 1) * y.length;
      long ofY = (long) (j + 1) * x.length;
      long next = Math.min(ofX, ofY);
      double gap = x[i] - y[j];
      sum += gap * gap * (next - at);
      at = next;
      i += next == ofX ? 1 : 0;
      j += next == ofY ? 1 : 0;
    }
    return sum / end;
  }
}
