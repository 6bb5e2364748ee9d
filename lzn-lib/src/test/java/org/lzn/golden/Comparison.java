package org.lzn.golden;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Assertions;

/** Compares results with a case's expectations and keeps the error nearest to its tolerance. */
public final class Comparison {
  private final List<Line> lines = new ArrayList<>();

  private record Line(String what, double error, double tolerance) {
    double share() {
      return error / tolerance;
    }

    boolean holds() {
      return error <= tolerance; // false for NaN
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "error %.1e, tolerance %.0e, %s", error, tolerance, what);
    }
  }

  /** Notes max |actual - expected| / max(1, max |expected|). */
  public void close(String what, NDArray expected, NDArray actual, double tolerance) {
    Assertions.assertEquals(expected.getShape(), actual.getShape(), "shape of " + what);
    close(what, doubles(expected), doubles(actual), tolerance);
  }

  /** Notes max |actual - expected| / max(1, max |expected|). */
  public void close(String what, double[] expected, double[] actual, double tolerance) {
    Assertions.assertEquals(expected.length, actual.length, "size of " + what);
    double scale = 1;
    double error = 0;
    for (int i = 0; i < expected.length; i++) {
      scale = Math.max(scale, Math.abs(expected[i]));
      double difference = Math.abs(actual[i] - expected[i]);
      error = Double.isNaN(difference) ? Double.NaN : Math.max(error, difference);
    }
    lines.add(new Line(what, error / scale, tolerance));
  }

  /** Asserts that two values are equal. */
  public void same(String what, Object expected, Object actual) {
    Assertions.assertEquals(expected, actual, what);
  }

  /** Fails unless every noted error is within its tolerance; returns the one nearest to it. */
  public String verdict() {
    Assertions.assertFalse(lines.isEmpty(), "nothing was compared");
    List<Line> failed = lines.stream().filter(line -> !line.holds()).toList();
    Assertions.assertTrue(
        failed.isEmpty(),
        () -> failed.size() + " of " + lines.size() + " comparisons fail, first " + failed.get(0));
    return lines.stream().max(Comparator.comparingDouble(Line::share)).orElseThrow().toString();
  }

  private static double[] doubles(NDArray array) {
    return array.toType(DataType.FLOAT64, true).toDoubleArray();
  }
}
