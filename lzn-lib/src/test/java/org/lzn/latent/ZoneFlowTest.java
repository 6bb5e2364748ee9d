package org.lzn.latent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ZoneFlowTest {
  private static final double[] TIMES = {0, 0.1, 0.5, 0.9, 0.99, 0.999, 0.9999};

  private final NDManager manager = NDManager.newBaseManager();
  private final Samples samples = new Samples(manager, 3);

  @AfterEach
  void close() {
    manager.close();
  }

  /** The definition, difference by difference. */
  private NDArray direct(NDArray s, NDArray anchors, double[] shares, double t) {
    NDArray differences = s.expandDims(1).sub(anchors.mul(t).expandDims(0));
    NDArray logits = differences.square().sum(new int[] {2}).mul(-0.5 / ((1 - t) * (1 - t)));
    return logits.add(manager.create(shares).log().expandDims(0)).softmax(1);
  }

  @Test
  void weightsFollowTheirDefinition() {
    NDArray anchors = samples.normal("anchors", 5, 4);
    NDArray noise = samples.normal("noise", 3, 4);
    double[] shares = {1, 2, 0, 0.5, 3};
    ZoneFlow flow = ZoneFlow.over(Anchors.of(anchors).withWeights(manager.create(shares)));
    for (double t : TIMES) {
      NDArray s = noise.mul(1 - t).add(anchors.get("0:3").mul(t));
      NDArray expected = direct(s, anchors, shares, t);
      NDArray weights = flow.weights(s, t);
      assertTrue(Samples.distance(weights, expected) < 1e-10, "at t = " + t);
      assertArrayEquals(new double[] {1, 1, 1}, weights.sum(new int[] {1}).toDoubleArray(), 1e-12);
      assertEquals(0, weights.get(":, 2").max().getDouble(), "an anchor of weight zero");
      NDArray mean = expected.matMul(anchors);
      assertTrue(Samples.distance(flow.meanAnchor(s, t), mean) < 1e-10);
      NDArray velocity = mean.sub(s).div(1 - t);
      assertTrue(Samples.distance(flow.at(s, t), velocity) < 1e-8, "at t = " + t);
    }
  }

  @Test
  void nearDuplicatesFarFromTheOriginKeepTheirPrecision() {
    NDArray cluster = samples.normal("cluster", 4, 3).mul(1e-3);
    NDArray far = cluster.add(1e3);
    NDArray noise = samples.normal("noise", 4, 3);
    for (double t : TIMES) {
      NDArray s = noise.mul(1 - t).add(cluster.mul(t));
      NDArray near = ZoneFlow.over(Anchors.of(cluster)).weights(s, t);
      NDArray shifted = ZoneFlow.over(Anchors.of(far)).weights(s.add(1e3 * t), t);
      // The shift itself rounds at 1e-13, which (1 - t)² magnifies.
      double tolerance = 1e-11 + 1e-15 / ((1 - t) * (1 - t));
      assertTrue(Samples.distance(shifted, near) < tolerance, "at t = " + t);
    }
  }

  @Test
  void duplicatesShareTheirWeight() {
    NDArray point = samples.normal("point", 1, 6);
    NDArray other = samples.normal("other", 1, 6);
    NDArray anchors = point.concat(point).concat(other);
    NDArray weights = ZoneFlow.over(Anchors.of(anchors)).weights(point.mul(0.9999), 0.9999);
    assertArrayEquals(new double[] {0.5, 0.5, 0}, weights.toDoubleArray(), 1e-12);
  }

  @Test
  void anchorsAreToldApartFromAMillionthToAThousand() {
    for (double gap : new double[] {1e-6, 1e-3, 1, 1e3}) {
      NDArray anchors = manager.create(new double[] {5, 5 + gap}, new Shape(2, 1));
      // At the noise level of the gap a point at the second anchor is half a unit nearer to it.
      double t = 1 / (1 + gap);
      NDArray s = manager.create(new double[] {t * (5 + gap)}, new Shape(1, 1));
      double near = 1 / (1 + Math.exp(-0.5));
      double[] weights = ZoneFlow.over(Anchors.of(anchors)).weights(s, t).toDoubleArray();
      assertArrayEquals(new double[] {1 - near, near}, weights, 1e-8, "gap " + gap);
    }
  }

  @Test
  void resultsHaveThePointsType() {
    NDArray anchors = samples.normal("anchors", 5, 4);
    NDArray s = samples.normal("s", 3, 4).toType(DataType.FLOAT32, true);
    ZoneFlow flow = ZoneFlow.over(Anchors.of(anchors));
    assertEquals(DataType.FLOAT32, flow.at(s, 0.5).getDataType());
    assertEquals(DataType.FLOAT32, flow.weights(s, 0.5).getDataType());
    assertEquals(DataType.FLOAT64, flow.at(anchors, 0.5).getDataType());
  }

  @Test
  void namesBadAnchorsWeightsAndTimes() {
    assertMessage(
        "anchors must be (n, q) and not empty, got (0, 4)", () -> anchors(new Shape(0, 4)));
    assertMessage("anchors must be (n, q) and not empty, got (4)", () -> anchors(new Shape(4)));
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      NDArray points = manager.create(new double[] {1, 2, 3, 4, bad, 6}, new Shape(3, 2));
      assertMessage(
          "anchors must be finite, but row 2 holds NaN or infinity", () -> Anchors.of(points));
    }
    Anchors two = anchors(new Shape(2, 3));
    assertMessage("weights must be (2), got (3)", () -> weighted(two, 1, 1, 1));
    assertMessage(
        "weights must be finite and not negative, got -1.0 for anchor 1",
        () -> weighted(two, 1, -1));
    assertMessage("at least one weight must be positive", () -> weighted(two, 0, 0));
    ZoneFlow flow = ZoneFlow.over(two);
    NDArray s = manager.zeros(new Shape(5, 3));
    assertMessage("time must be in [0, 1), got 1.0", () -> flow.at(s, 1));
    assertMessage(
        "points must be (n, 3), got (5, 4)", () -> flow.at(manager.zeros(new Shape(5, 4)), 0));
  }

  private Anchors anchors(Shape shape) {
    return Anchors.of(manager.zeros(shape, DataType.FLOAT64));
  }

  private Anchors weighted(Anchors anchors, double... shares) {
    return anchors.withWeights(manager.create(shares));
  }

  private static void assertMessage(String expected, Runnable action) {
    assertEquals(expected, assertThrows(IllegalArgumentException.class, action::run).getMessage());
  }
}
