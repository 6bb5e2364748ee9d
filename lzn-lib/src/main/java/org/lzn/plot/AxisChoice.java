package org.lzn.plot;

import java.util.List;
import java.util.Optional;
import org.lzn.tensor.Require;

/** What the writer of a chart chose about an axis; the range follows from the values if not set. */
final class AxisChoice {
  String label = "";
  boolean logarithmic;
  Optional<double[]> range = Optional.empty();

  /**
   * Returns the axis that shows all values.
   *
   * @param values those that are not finite are passed over
   * @param padding share of the span left free at either end
   * @param fromZero whether a least value of 0 is the axis's end, as under bars
   */
  Axis axis(double[] values, double padding, boolean fromZero) {
    double[] ends = range.orElseGet(() -> padded(Values.extent(values), padding, fromZero));
    if (logarithmic) {
      for (double value : values) {
        Require.that(
            !(value <= 0), "the logarithmic axis '%s' needs values above 0, got %s", label, value);
      }
    }
    return new Axis(label, logarithmic, ends[0], ends[1], List.of(), false);
  }

  private double[] padded(double[] extent, double padding, boolean fromZero) {
    double low = extent[0];
    double high = extent[1];
    if (logarithmic) {
      double factor = high > low ? Math.pow(high / low, padding) : 2;
      return new double[] {low / factor, high * factor};
    }
    // A single value gets room of half its size on both sides.
    double room = high > low ? (high - low) * padding : Math.max(Math.abs(low) / 2, 0.5);
    return new double[] {fromZero && low == 0 ? 0 : low - room, high + room};
  }
}
