package org.lzn.metric;

import org.lzn.tensor.Require;
import smile.manifold.TSNE;
import smile.math.MathEx;

/**
 * A picture of features in the plane: t-distributed stochastic neighbour embedding ([Maa08]), by
 * Smile. Near points were neighbours; distances between far ones mean little.
 *
 * <p>Features are compared by the cosine of their angle, as {@link NearestNeighbours} does: with
 * rows of length 1 the squared distance is 2 - 2 cos.
 *
 * @param perplexity how many neighbours count, about
 * @param iterations steps of the layout
 * @param seed of the points' first places
 */
public record NeighbourEmbedding(double perplexity, int iterations, long seed) {
  private static final double RATE = 200;

  /** Checks the numbers. */
  public NeighbourEmbedding {
    Require.that(perplexity >= 2, "perplexity must be 2 or more, got %s", perplexity);
    Require.that(iterations > 0, "iterations must be 1 or more, got %d", iterations);
  }

  /** Returns perplexity 30 and 1000 steps, as is usual. */
  public static NeighbourEmbedding standard() {
    return new NeighbourEmbedding(30, 1000, 1);
  }

  /**
   * Returns the places of n images, (n, 2).
   *
   * @param features (n, d) with n above three times the perplexity
   */
  public double[][] of(float[][] features) {
    Require.that(
        features.length > 3 * perplexity,
        "perplexity %s needs more than %s images, got %d",
        perplexity,
        3 * perplexity,
        features.length);
    MathEx.setSeed(seed);
    return new TSNE(squaredDistances(features), 2, perplexity, RATE, iterations).coordinates;
  }

  /** Given distances, Smile does not compute them from rows that it might take for distances. */
  private static double[][] squaredDistances(float[][] rows) {
    int n = rows.length;
    double[] lengths = new double[n];
    for (int i = 0; i < n; i++) {
      lengths[i] = Math.max(Math.sqrt(dot(rows[i], rows[i])), Float.MIN_NORMAL);
    }
    double[][] squares = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        double cosine = dot(rows[i], rows[j]) / (lengths[i] * lengths[j]);
        squares[i][j] = Math.max(0, 2 - 2 * cosine);
        squares[j][i] = squares[i][j];
      }
    }
    return squares;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += (double) a[k] * b[k];
    }
    return sum;
  }
}
