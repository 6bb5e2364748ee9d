package org.lzn.metric;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.lzn.tensor.Require;

/**
 * Improved precision and recall ([Kyn19] Eq. 1 and 2). The balls around real samples that reach to
 * their k-th nearest real neighbour cover what is real; precision is the share of generated samples
 * inside, and recall the share of real samples inside the balls around generated ones.
 *
 * <p>Distances are computed tile by tile in float64; a ball's edge belongs to it.
 *
 * @param precision from 0 to 1: how much of what is generated looks real
 * @param recall from 0 to 1: how much of what is real is generated
 */
public record PrecisionRecall(double precision, double recall) {
  /** The paper's k. */
  public static final int NEIGHBOURS = 3;

  /** Returns both with k = 3. */
  public static PrecisionRecall of(Features real, Features generated) {
    return of(real, generated, NEIGHBOURS);
  }

  /** Returns both; each set must have k + 1 samples or more. */
  public static PrecisionRecall of(Features real, Features generated, int k) {
    Require.that(k >= 1, "k must be 1 or more, got %d", k);
    Features.requireComparable(real, generated, k + 1);
    double[] realSquares = DotProducts.squares(real);
    double[] generatedSquares = DotProducts.squares(generated);
    double[] realRadii = radii(real, realSquares, k);
    double[] generatedRadii = radii(generated, generatedSquares, k);
    AtomicIntegerArray realInside = new AtomicIntegerArray(real.size());
    AtomicIntegerArray generatedInside = new AtomicIntegerArray(generated.size());
    DotProducts.visit(
        real,
        generated,
        (i, start, count, products, offset) -> {
          for (int j = 0; j < count; j++) {
            int g = start + j;
            double distance = realSquares[i] + generatedSquares[g] - 2 * products[offset + j];
            if (distance <= realRadii[i]) {
              generatedInside.set(g, 1);
            }
            if (distance <= generatedRadii[g]) {
              realInside.set(i, 1);
            }
          }
        });
    return new PrecisionRecall(share(generatedInside), share(realInside));
  }

  /** Returns the squared distance of each sample to its k-th nearest neighbour. */
  private static double[] radii(Features features, double[] squares, int k) {
    int[][] numbers = new int[features.size()][k];
    double[][] nearest = new double[features.size()][k];
    for (double[] row : nearest) {
      Arrays.fill(row, Double.POSITIVE_INFINITY);
    }
    DotProducts.visit(
        features,
        features,
        (i, start, count, products, offset) -> {
          for (int j = 0; j < count; j++) {
            if (start + j != i) {
              double square = squares[i] + squares[start + j] - 2 * products[offset + j];
              NearestImages.insert(numbers[i], nearest[i], start + j, square);
            }
          }
        });
    return Arrays.stream(nearest).mapToDouble(row -> row[k - 1]).toArray();
  }

  private static double share(AtomicIntegerArray inside) {
    int sum = 0;
    for (int i = 0; i < inside.length(); i++) {
      sum += inside.get(i);
    }
    return (double) sum / inside.length();
  }
}
