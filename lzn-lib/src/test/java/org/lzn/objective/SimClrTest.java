package org.lzn.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lzn.tensor.Constants;
import org.lzn.tensor.SeededRandom;

class SimClrTest {
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void free() {
    manager.close();
  }

  /** All similarities are 1: each of the 2n - 1 candidates is as likely. */
  @Test
  void identicalEmbeddingsGiveTheLogarithmOfTheCandidates() {
    for (int n : new int[] {2, 5}) {
      NDArray same = manager.ones(new Shape(n, 3));
      assertEquals(Math.log(2 * n - 1), loss(same, same, 0.5), 1e-6);
    }
  }

  /** Own similarity 1, all others 0: log(exp(1/τ) + 2n - 2) - 1/τ. */
  @Test
  void orthogonalPairsGiveTheirClosedForm() {
    int n = 4;
    NDArray axes = manager.eye(n);
    for (double temperature : new double[] {0.2, 0.5, 1}) {
      double own = 1 / temperature;
      double expected = Math.log(Math.exp(own) + 2 * n - 2) - own;
      assertEquals(expected, loss(axes, axes, temperature), 1e-5);
    }
  }

  /** The second views are turned against the first: own similarity -1, others 0. */
  @Test
  void oppositePairsGiveTheirClosedForm() {
    NDArray axes = manager.eye(3);
    assertEquals(Math.log(Math.exp(-2) + 4) + 2, loss(axes, axes.neg(), 0.5), 1e-5);
  }

  @Test
  void lengthsDoNotMatter() {
    NDArray a = SeededRandom.of(1).normal(manager, "a", new Shape(6, 4));
    NDArray b = SeededRandom.of(1).normal(manager, "b", new Shape(6, 4));
    assertEquals(loss(a, b, 0.3), loss(Constants.scale(a, 7), Constants.scale(b, 0.1), 0.3), 1e-5);
  }

  @Test
  void theSumIsTheDefinition() {
    int n = 3;
    NDArray a = SeededRandom.of(2).normal(manager, "a", new Shape(n, 4));
    NDArray b = SeededRandom.of(2).normal(manager, "b", new Shape(n, 4));
    float[] u = a.concat(b).toFloatArray();
    double mean = 0;
    for (int i = 0; i < 2 * n; i++) {
      double sum = 0;
      for (int j = 0; j < 2 * n; j++) {
        sum += j == i ? 0 : Math.exp(cosine(u, i, j) / 0.3);
      }
      mean -= Math.log(Math.exp(cosine(u, i, (i + n) % (2 * n)) / 0.3) / sum) / (2 * n);
    }
    assertEquals(mean, loss(a, b, 0.3), 1e-5);
  }

  @Test
  void theTemperatureIsPositive() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> new SimClr(null, 0)).getMessage();
    assertEquals("the temperature must be positive, got 0.0", message);
  }

  private static double loss(NDArray first, NDArray second, double temperature) {
    return new SimClr(null, temperature).loss(first, second).getFloat();
  }

  private static double cosine(float[] rows, int i, int j) {
    double ij = 0;
    double ii = 0;
    double jj = 0;
    for (int c = 0; c < 4; c++) {
      ij += rows[4 * i + c] * rows[4 * j + c];
      ii += rows[4 * i + c] * rows[4 * i + c];
      jj += rows[4 * j + c] * rows[4 * j + c];
    }
    return ij / Math.sqrt(ii * jj);
  }
}
