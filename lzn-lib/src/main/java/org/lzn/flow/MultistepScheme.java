package org.lzn.flow;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.lzn.tensor.Require;

/**
 * The steps of a linear multistep method: x_{k+1} = carry_k x_k + Σ_j pull_{k,j} D_{k-j}, where D_k
 * is the data prediction at the point x_k.
 *
 * @param steps the steps in the order they are taken
 */
public record MultistepScheme(List<Step> steps) {
  /** Copies the list. */
  public MultistepScheme {
    Require.that(!steps.isEmpty(), "a scheme must have steps, got none");
    steps = List.copyOf(steps);
  }

  /**
   * One step.
   *
   * @param from the time before the step
   * @param to the time after it
   * @param carry the factor of the point
   * @param pull the factors of the data predictions, the newest first
   */
  public record Step(double from, double to, double carry, List<Double> pull) {
    /** Copies the list. */
    public Step {
      pull = List.copyOf(pull);
    }
  }

  /** Returns the number of steps. */
  public int size() {
    return steps.size();
  }

  /** Returns how many predictions, at most, a step looks at. */
  public int memory() {
    return steps.stream().mapToInt(step -> step.pull().size()).max().orElseThrow();
  }

  /** Returns {@code steps + 1} evenly spaced times; both ends are exact. */
  static double[] grid(double from, double to, int steps) {
    Require.that(
        0 <= from && from <= 1 && 0 <= to && to <= 1 && from != to,
        "times must be two different ones in [0, 1], got from %s to %s",
        from,
        to);
    DoubleUnaryOperator time = share -> from + (to - from) * share;
    return DoubleStream.concat(
            IntStream.range(0, steps).mapToDouble(k -> time.applyAsDouble((double) k / steps)),
            DoubleStream.of(to))
        .toArray();
  }
}
