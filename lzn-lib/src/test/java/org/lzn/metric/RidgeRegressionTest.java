package org.lzn.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RidgeRegressionTest {
  /** y = 2 x₁ - x₂ + 3 and its negative. */
  @Test
  void withoutPenaltyALinearMapIsFound() {
    Features x = features(2, 0, 0, 1, 0, 0, 1, 2, 5, -1, 3);
    Features y = features(2, 3, -3, 5, -5, 2, -2, 2, -2, -2, 2);
    Features predicted = RidgeRegression.on(x).fit(y, 0).predict(features(2, 10, 4, 0, 0));
    assertArrayEquals(new double[] {19, -19, 3, -3}, predicted.rows(0, 2), 1e-9);
  }

  /** In one dimension the weight is Σ x y / (Σ x² + λ) of centred numbers. */
  @Test
  void thePenaltyHoldsTheWeightBack() {
    Features x = features(1, 1, 2, 3, 6);
    Features y = features(1, 2, 1, 4, 9);
    double weight = (-2.0 * -2 + -1.0 * -3 + 0 + 3.0 * 5) / (4 + 1 + 0 + 9 + 7);
    double predicted = RidgeRegression.on(x).fit(y, 7).predict(features(1, 5)).rows(0, 1)[0];
    assertEquals(4 + 2 * weight, predicted, 1e-12);
  }

  /** Of x = (±3, 0), (0, ±1) the first component is the first axis. */
  @Test
  void oneComponentIsTheDirectionOfMostVariance() {
    Features x = features(2, 3, 0, -3, 0, 0, 1, 0, -1);
    Features y = features(1, 3, -3, 1, -1);
    RidgeRegression regression = RidgeRegression.on(x);
    Features asked = features(2, 2, 5);
    assertEquals(2, regression.fit(y, 1, 0).predict(asked).rows(0, 1)[0], 1e-12);
    assertEquals(7, regression.fit(y, 2, 0).predict(asked).rows(0, 1)[0], 1e-12);
  }

  /** Three points in ten dimensions: all are met, and between two of them the map is linear. */
  @Test
  void fewerSamplesThanFeaturesAreMet() {
    SplittableRandom random = new SplittableRandom(1);
    double[] x = random.doubles(30, -1, 1).toArray();
    Features y = features(1, 1, -2, 5);
    RidgeRegression.Fit fit = RidgeRegression.on(Features.of(x, 10)).fit(y, 0);
    assertArrayEquals(new double[] {1, -2, 5}, fit.predict(Features.of(x, 10)).rows(0, 3), 1e-9);
    double[] middle = new double[10];
    for (int j = 0; j < 10; j++) {
      middle[j] = (x[j] + x[10 + j]) / 2;
    }
    assertEquals(-0.5, fit.predict(Features.of(middle, 10)).rows(0, 1)[0], 1e-9);
  }

  @Test
  void aHeavyPenaltyLeavesTheMean() {
    Features x = features(1, 1, 2, 3);
    Features y = features(1, 4, 5, 9);
    Features predicted = RidgeRegression.on(x).fit(y, 1e12).predict(features(1, 100));
    assertEquals(6, predicted.rows(0, 1)[0], 1e-6);
  }

  @Test
  void anotherNumberOfRowsOrColumnsIsOneClearError() {
    RidgeRegression regression = RidgeRegression.on(features(2, 0, 0, 1, 0, 0, 1));
    assertMessage("y must have 3 rows, got 2", () -> regression.fit(features(1, 1, 2), 1));
    RidgeRegression.Fit fit = regression.fit(features(1, 1, 2, 3), 1);
    assertMessage("features must be (m, 2), got (1, 3)", () -> fit.predict(features(3, 1, 2, 3)));
    assertMessage(
        "the penalty must be 0 or more, got -1.0", () -> regression.fit(features(1, 1, 2, 3), -1));
  }

  private static void assertMessage(String expected, Runnable action) {
    assertEquals(expected, assertThrows(IllegalArgumentException.class, action::run).getMessage());
  }

  private static Features features(int width, double... values) {
    return Features.of(values, width);
  }
}
