package org.lzn.plot;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Copies numbers out of whatever holds them, so that a figure outlives the arrays it shows. */
final class Values {
  private Values() {}

  /** Returns all values of an array of any type and device, in row-major order. */
  static double[] of(NDArray array) {
    try (NDArray copy = array.toType(DataType.FLOAT64, true)) {
      return copy.toDoubleArray();
    }
  }

  static double[] of(Iterable<? extends Number> numbers) {
    List<Double> values = new ArrayList<>();
    for (Number number : numbers) {
      values.add(number == null ? Double.NaN : number.doubleValue());
    }
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  static List<Double> list(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  /** Returns 0, 1, ..., n - 1. */
  static double[] indices(int n) {
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = i;
    }
    return values;
  }

  /** Returns {@code {least, greatest}} of the finite values, or {@code {0, 1}} without any. */
  static double[] extent(double... values) {
    double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
    if (finite.length == 0) {
      return new double[] {0, 1};
    }
    return new double[] {
      Arrays.stream(finite).min().getAsDouble(), Arrays.stream(finite).max().getAsDouble()
    };
  }
}
