package org.lzn.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lzn.tensor.SeededRandom;

class PictureSketchTest {
  private static final int TOLD = 3;
  private static final PictureSketch.Size SIZE = new PictureSketch.Size(2, 4, 5, 2, 6);
  private static final Shape PICTURE = new Shape(2, 3, 3);

  private final NDManager manager = NDManager.newBaseManager();
  private final PictureSketch sketch = new PictureSketch(TOLD, SIZE, PICTURE);
  private final NDArray told =
      SeededRandom.of(1).normal(manager, "told", new Shape(4, TOLD)).mul(2);

  PictureSketchTest() {
    sketch.initialize(manager, SeededRandom.of(2));
  }

  @AfterEach
  void free() {
    sketch.close();
    manager.close();
  }

  private double[][] weights(String part, int rows) {
    float[] flat = sketch.getParameters().get(part).getArray().toFloatArray();
    double[][] matrix = new double[rows][flat.length / rows];
    for (int i = 0; i < flat.length; i++) {
      matrix[i / matrix[0].length][i % matrix[0].length] = flat[i];
    }
    return matrix;
  }

  private double[] dense(String part, double... x) {
    double[] bias = weights(part + ".bias", 1)[0];
    double[][] weight = weights(part + ".weight", bias.length);
    double[] y = new double[bias.length];
    for (int o = 0; o < y.length; o++) {
      y[o] = bias[o];
      for (int i = 0; i < x.length; i++) {
        y[o] += weight[o][i] * x[i];
      }
    }
    return y;
  }

  /** Without the convolutions: choices, what is told, and products of sums of both, linearly. */
  @Test
  void theDirectWayIsItsFormula() {
    for (String part : new String[] {"last.weight", "last.bias"}) {
      NDArray values = sketch.getParameters().get(part).getArray();
      values.subi(values.duplicate());
    }
    float[] drawn = sketch.forward(told).toFloatArray();
    for (int n = 0; n < 4; n++) {
      double[] u = new double[TOLD];
      for (int i = 0; i < TOLD; i++) {
        u[i] = told.getFloat(n, i);
      }
      double[] expected = dense("direct", features(u));
      for (int p = 0; p < expected.length; p++) {
        assertEquals(expected[p], drawn[n * expected.length + p], 1e-5);
      }
    }
  }

  private double[] features(double... u) {
    double[] f = new double[2 * 4 + TOLD];
    double[] logits = dense("choice", u);
    for (int group = 0; group < 2; group++) {
      double sum = 0;
      for (int k = 0; k < 4; k++) {
        sum += Math.exp(logits[4 * group + k]);
      }
      for (int k = 0; k < 4; k++) {
        f[4 * group + k] = 2 * Math.exp(logits[4 * group + k]) / sum; // √4
      }
    }
    System.arraycopy(u, 0, f, 8, TOLD);
    double[] left = dense("left", f);
    double[] right = dense("right", f);
    double[] g = new double[f.length + left.length];
    System.arraycopy(f, 0, g, 0, f.length);
    for (int r = 0; r < left.length; r++) {
      g[f.length + r] = left[r] * right[r];
    }
    return g;
  }

  @Test
  void picturesDoNotDependOnTheirCompany() {
    float[] alone = sketch.forward(told.get("1:2")).toFloatArray();
    float[] together = sketch.forward(told).get("1:2").toFloatArray();
    assertArrayEquals(together, alone, 1e-6f);
    assertEquals(PICTURE.size(), alone.length);
  }

  @Test
  void sizesMustBePositive() {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> new PictureSketch.Size(1, 1, 0, 1, 1));
    assertEquals(
        "groups, prototypes, products, channels and width must be 1 or more, got 1, 1, 0, 1, 1",
        error.getMessage());
  }
}
