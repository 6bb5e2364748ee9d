package org.lzn.metric;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
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
    Balls balls = new Balls(first, radii(first, k), second, radii(second, k));
    first.visit(second, balls);
    return new PrecisionRecall(share(balls.generatedInside), share(balls.realInside));
  }

  /** The balls around samples of both kinds, and which samples of the other kind lie inside. */
  private static final class Balls implements CoarseFeatures.Visitor {
    private final CoarseFeatures real;
    private final double[] realRadii;
    private final CoarseFeatures generated;
    private final double[] generatedRadii;
    private final AtomicIntegerArray realInside;
    private final AtomicIntegerArray generatedInside;

    Balls(
        CoarseFeatures real,
        double[] realRadii,
        CoarseFeatures generated,
        double[] generatedRadii) {
      this.real = real;
      this.realRadii = realRadii;
      this.generated = generated;
      this.generatedRadii = generatedRadii;
      realInside = new AtomicIntegerArray(real.size());
      generatedInside = new AtomicIntegerArray(generated.size());
    }

    @Override
    public void visit(int i, int from, double[] squares, double[] errors) {
      for (int j = 0; j < squares.length; j++) {
        if (squares[j] - errors[j] <= Math.max(realRadii[i], generatedRadii[from + j])) {
          compare(i, from + j, squares[j], errors[j]);
        }
      }
    }

    /** Compares the distance of real sample i and generated sample g with both balls' radii. */
    private void compare(int i, int g, double square, double error) {
      boolean isOpen =
          Math.abs(square - realRadii[i]) <= error || Math.abs(square - generatedRadii[g]) <= error;
      double distance = isOpen ? real.exact(i, generated, g) : square;
      if (distance <= realRadii[i]) {
        generatedInside.set(g, 1);
      }
      if (distance <= generatedRadii[g]) {
        realInside.set(i, 1);
      }
    }
  }

  /** Returns the squared distance of each sample to its k-th nearest neighbour. */
  private static double[] radii(CoarseFeatures features, int k) {
    NearestOfMany[] nearest = new NearestOfMany[features.size()];
    Arrays.setAll(nearest, i -> new NearestOfMany(k, j -> features.exact(i, features, j)));
    features.visit((i, from, squares, errors) -> nearest[i].offer(from, squares, errors));
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
