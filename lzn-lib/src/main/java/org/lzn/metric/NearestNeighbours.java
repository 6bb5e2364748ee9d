package org.lzn.metric;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.stream.IntStream;
import org.lzn.tensor.Constants;
import org.lzn.tensor.Devices;
import org.lzn.tensor.Require;
import org.lzn.tensor.Scope;

/**
 * The k training images whose features point most nearly in an image's direction, and how often
 * most of them have its class: a score of a representation that trains nothing.
 *
 * <p>Features are compared by the cosine of their angle, a block of images at a time.
 *
 * @param k the number of neighbours
 */
public record NearestNeighbours(int k) {
  private static final int BLOCK = 256;
  private static final float SMALLEST = 1e-12f; // keeps a row of zeros from becoming NaN

  /** Checks the number. */
  public NearestNeighbours {
    Require.that(k > 0, "neighbours must be 1 or more, got %d", k);
  }

  /**
   * Returns the neighbours' numbers, (m, k), the nearest first.
   *
   * @param features of the images to choose from, (n, d) with n ≥ k
   * @param queries of the images whose neighbours are sought, (m, d)
   */
  public int[][] of(float[][] features, float[][] queries) {
    Require.that(
        features.length >= k, "%d neighbours cannot come from %d images", k, features.length);
    int[][] neighbours = new int[queries.length][];
    try (Scope scope = Scope.open();
        NDManager manager = Devices.newManager()) {
      NDArray columns = unit(manager, features, 0, features.length).transpose();
      for (int from = 0; from < queries.length; from += BLOCK) {
        int to = Math.min(queries.length, from + BLOCK);
        try (Scope block = Scope.open()) {
          NDArray cosines = unit(manager, queries, from, to).matMul(columns);
          long[] nearest = cosines.topK(k, 1).get(1).toLongArray();
          for (int i = from; i < to; i++) {
            int first = (i - from) * k;
            neighbours[i] = IntStream.range(first, first + k).map(j -> (int) nearest[j]).toArray();
          }
        }
      }
    }
    return neighbours;
  }

  /** Returns how often the class of most neighbours is right; a tie goes to the nearest. */
  public Accuracy accuracy(LabelledFeatures train, LabelledFeatures test) {
    int[][] neighbours = of(train.rows(), test.rows());
    int[] voted = new int[neighbours.length];
    for (int i = 0; i < voted.length; i++) {
      int[] votes = new int[train.classes()];
      for (int j : neighbours[i]) {
        votes[train.labels()[j]]++;
      }
      int most = IntStream.of(votes).max().orElseThrow();
      voted[i] =
          IntStream.of(neighbours[i])
              .map(j -> train.labels()[j])
              .filter(label -> votes[label] == most)
              .findFirst()
              .orElseThrow();
    }
    return Accuracy.of(voted, test.labels(), test.classes());
  }

  /** Returns rows as an array, each scaled to length 1. */
  private static NDArray unit(NDManager manager, float[][] rows, int from, int to) {
    int d = rows[from].length;
    float[] values = new float[(to - from) * d];
    for (int i = from; i < to; i++) {
      Require.that(
          rows[i].length == d, "all images must have %d features, got %d", d, rows[i].length);
      System.arraycopy(rows[i], 0, values, (i - from) * d, d);
    }
    NDArray array = Constants.of(manager, values, new Shape(to - from, d));
    return array.divi(array.mul(array).sum(new int[] {1}, true).addi(SMALLEST).sqrt());
  }
}
