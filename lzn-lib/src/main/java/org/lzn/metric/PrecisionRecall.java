package org.lzn.metric;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.DoubleSupplier;
import org.lzn.tensor.Require;

/**
 * Improved precision and recall ([Kyn19] Eq. 1 and 2). The balls around real samples that reach to
 * their k-th nearest real neighbour cover what is real; precision is the share of generated samples
 * inside, and recall the share of real samples inside the balls around generated ones.
 *
 * <p>A ball's edge belongs to it: where single precision leaves a comparison open, the distance is
 * computed in double precision.
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
    List<CoarseFeatures> both = CoarseFeatures.of(real, generated);
    CoarseFeatures first = both.get(0);
    CoarseFeatures second = both.get(1);
    double[] realRadii = radii(first, k);
    double[] generatedRadii = radii(second, k);
    AtomicIntegerArray realInside = new AtomicIntegerArray(real.size());
    AtomicIntegerArray generatedInside = new AtomicIntegerArray(generated.size());
    first.visit(
        second,
        (i, g, square, error) -> {
          DoubleSupplier exact = () -> first.exact(i, second, g);
          if (isWithin(realRadii[i], square, error, exact)) {
            generatedInside.set(g, 1);
          }
          if (isWithin(generatedRadii[g], square, error, exact)) {
            realInside.set(i, 1);
          }
        });
    return new PrecisionRecall(share(generatedInside), share(realInside));
  }

  private static boolean isWithin(
      double radius, double square, double error, DoubleSupplier exact) {
    return square + error <= radius || (square - error <= radius && exact.getAsDouble() <= radius);
  }

  /** Returns the squared distance of each sample to its k-th nearest neighbour. */
  private static double[] radii(CoarseFeatures features, int k) {
    NearestOfMany[] nearest = new NearestOfMany[features.size()];
    Arrays.setAll(nearest, i -> new NearestOfMany(k, j -> features.exact(i, features, j)));
    features.visit((i, j, square, error) -> nearest[i].offer(j, square, error));
    return Arrays.stream(nearest)
        .parallel()
        .mapToDouble(one -> one.nearest().get(k - 1).distance())
        .toArray();
  }

  private static double share(AtomicIntegerArray inside) {
    int sum = 0;
    for (int i = 0; i < inside.length(); i++) {
      sum += inside.get(i);
    }
    return (double) sum / inside.length();
  }
}
