package org.lzn.latent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lzn.flow.Euler;

/** Anchors out of reach are left out of products, and nobody sees it. */
class ReachTest {
  private static final int N = 700; // three tiles

  private final NDManager manager = NDManager.newBaseManager();
  private final Samples samples = new Samples(manager, 3);

  @AfterEach
  void close() {
    manager.close();
  }

  private NDArray weights(double... large) {
    NDArray weights = manager.full(new Shape(2, 9), 1e-18f).toType(DataType.FLOAT64, true);
    for (int i = 0; i < large.length; i++) {
      weights.set(new NDIndex("{}, {}", i % 2, 2 * i), large[i]);
    }
    return weights;
  }

  @Test
  void holdsWhatIsNotLostInRoundingAndWhatItMust() {
    NDArray weights = weights(0.6, 1, 0.4);
    Reach reach = Reach.of(weights);
    NDArray anchors = samples.normal("anchors", 9, 3);
    assertEquals(weights.get(":, 0:5:2"), reach.columns(weights));
    assertEquals(anchors.get("0:5:2"), reach.rows(anchors));
    NDArray sums = anchors.duplicate();
    reach.add(manager.ones(new Shape(3, 3), DataType.FLOAT64), sums);
    NDArray added = sums.sub(anchors).sum(new int[] {1});
    assertTrue(
        added.sub(manager.create(new double[] {3, 0, 3, 0, 3, 0, 0, 0, 0})).abs().max().getDouble()
            < 1e-12);
    assertEquals(new Shape(4, 3), Reach.of(weights, 7, 0).rows(anchors).getShape());
  }

  @Test
  void aTileThatReachesMostAnchorsCopiesNothing() {
    NDArray weights = weights(0.2, 0.5, 0.4, 0.5, 0.4);
    assertSame(weights, Reach.of(weights).columns(weights));
    NDArray square = weights.get(":, 0:3");
    assertSame(square, Reach.of(square).columns(square));
  }

  @Test
  void whatIsNotANumberIsNotLeftOut() {
    NDArray weights = weights(Double.NaN);
    assertEquals(new Shape(2, 1), Reach.of(weights).columns(weights).getShape());
  }

  /** A row's latent and gradient do not depend on the tile it is computed in. */
  @Test
  void manyAnchorsAgreeWithTheWholeSum() {
    NDArray anchors = samples.normal("anchors", N, 24);
    NDArray noise = samples.normal("noise", N, 24);
    NDArray upstream = samples.normal("upstream", N, 24);
    LatentComputation zones = LatentComputation.with(Euler.steps(8));
    try (Latents latents = zones.of(Anchors.of(anchors), noise)) {
      double[][] s = rows(anchors.mul(1 - 1e-3).add(noise.mul(1e-3)));
      double[][] a = rows(anchors);
      for (int i = 0; i < N; i += 97) {
        double[] direct = direct(a, s[i], 8);
        NDArray found = latents.points().get(new NDIndex("{}:{}", i, i + 1));
        assertTrue(Samples.distance(found, manager.create(direct, new Shape(1, 24))) < 1e-11);
      }
      Samples.Loss loss = x -> Samples.dot(zones.of(Anchors.of(x), noise).points(), upstream);
      assertTrue(samples.gradientError(anchors, latents.gradient(upstream), loss) < 1e-6);
    }
  }

  /** The flow of one point to t = 0 by sums over all anchors. */
  private static double[] direct(double[][] anchors, double[] start, int steps) {
    double[] s = start.clone();
    for (int k = 0; k < steps; k++) {
      double t = (1 - 1e-3) * (steps - k) / steps;
      double[] mean = mean(anchors, s, t);
      for (int c = 0; c < s.length; c++) {
        s[c] -= (1 - 1e-3) / steps * (mean[c] - s[c]) / (1 - t);
      }
    }
    return s;
  }

  private static double[] mean(double[][] anchors, double[] s, double t) {
    double[] logits = new double[anchors.length];
    for (int j = 0; j < anchors.length; j++) {
      for (int c = 0; c < s.length; c++) {
        double difference = s[c] - t * anchors[j][c];
        logits[j] -= difference * difference / (2 * (1 - t) * (1 - t));
      }
    }
    double largest =
        IntStream.range(0, logits.length).mapToDouble(j -> logits[j]).max().orElseThrow();
    double sum = 0;
    double[] mean = new double[s.length];
    for (int j = 0; j < anchors.length; j++) {
      double weight = Math.exp(logits[j] - largest);
      sum += weight;
      for (int c = 0; c < s.length; c++) {
        mean[c] += weight * anchors[j][c];
      }
    }
    for (int c = 0; c < s.length; c++) {
      mean[c] /= sum;
    }
    return mean;
  }

  private static double[][] rows(NDArray array) {
    int q = Math.toIntExact(array.getShape().get(1));
    double[] all = array.toDoubleArray();
    double[][] rows = new double[all.length / q][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(all, i * q, (i + 1) * q);
    }
    return rows;
  }

  /** The pairs are random, so that most latents' own anchors are out of reach late in the flow. */
  @Test
  void anAnchorOutOfReachStillAttracts() {
    NDArray latents = samples.normal("latents", N, 8);
    NDArray anchors = samples.normal("anchors", N, 8).mul(2);
    int[] pairing = IntStream.range(0, N).map(i -> i * 311 % N).toArray();
    LatentAlignment alignment =
        LatentAlignment.with(Euler.steps(5)).withEarlyStepCutoff(0.6).logarithmic();
    Alignment.Gradient gradient = alignment.of(latents, Anchors.of(anchors), pairing).gradient();
    Samples.Loss ofLatents = z -> alignment.of(z, Anchors.of(anchors), pairing).loss();
    Samples.Loss ofAnchors = a -> alignment.of(latents, Anchors.of(a), pairing).loss();
    assertTrue(samples.gradientError(latents, gradient.latents(), ofLatents) < 1e-6);
    assertTrue(samples.gradientError(anchors, gradient.anchors(), ofAnchors) < 1e-6);
  }
}
