package org.lzn.benchmark;

import java.util.Locale;
import java.util.SplittableRandom;
import org.lzn.metric.LabelledFeatures;
import org.lzn.metric.LinearProbe;
import org.lzn.metric.NearestNeighbours;

/**
 * Seconds of a linear probe and of nearest neighbours on features made here. Arguments: training
 * images, features.
 */
public final class ProbeSpeed {
  private static final int CLASSES = 10;
  private static final int TEST = 1000;

  private ProbeSpeed() {}

  /** Prints the seconds of both. */
  public static void main(String[] arguments) {
    int n = Integer.parseInt(arguments[0]);
    int d = Integer.parseInt(arguments[1]);
    LabelledFeatures train = features(n, d, 1);
    LabelledFeatures test = features(TEST, d, 2);
    long start = System.nanoTime();
    System.out.println(LinearProbe.standard().of(train, test).top1());
    long middle = System.nanoTime();
    System.out.println(new NearestNeighbours(20).accuracy(train, test));
    System.out.printf(
        Locale.ROOT,
        "%d x %d, %d tested: probe %.2f s, neighbours %.2f s%n",
        n,
        d,
        TEST,
        (middle - start) * 1e-9,
        (System.nanoTime() - middle) * 1e-9);
  }

  private static LabelledFeatures features(int n, int d, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] rows = new float[n][d];
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      labels[i] = random.nextInt(CLASSES);
      for (int j = 0; j < d; j++) {
        rows[i][j] = (float) (random.nextGaussian() + (j % CLASSES == labels[i] ? 0.2 : 0));
      }
    }
    return new LabelledFeatures(rows, labels, CLASSES);
  }
}
