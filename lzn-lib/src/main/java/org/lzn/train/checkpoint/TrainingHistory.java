package org.lzn.train.checkpoint;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What a training went through.
 *
 * @param points the losses, in the order of steps
 * @param counts steps that were skipped or looked wrong
 * @param segments the processes that trained, in their order; of a training without checkpoints
 *     there are none
 */
public record TrainingHistory(List<Point> points, Counts counts, List<TrainingSegment> segments) {
  /** Copies the lists. */
  public TrainingHistory {
    points = List.copyOf(points);
    segments = List.copyOf(segments);
  }

  /** Makes a history of which nobody knows the processes. */
  public TrainingHistory(List<Point> points, Counts counts) {
    this(points, counts, List.of());
  }

  /** Returns the last point. */
  public Point last() {
    return points.get(points.size() - 1);
  }

  /** Returns the steps of all points. */
  public double[] steps() {
    return values(Point::step);
  }

  /** Returns the training seconds of all points. */
  public double[] seconds() {
    return values(Point::seconds);
  }

  /** Returns the training losses of all points. */
  public double[] trainLosses() {
    return values(Point::train);
  }

  /** Returns the held-out losses of all points. */
  public double[] heldOutLosses() {
    return values(Point::heldOut);
  }

  /** Returns a measure at all points, by its name; NaN where it was not taken. */
  public double[] measures(String name) {
    return values(point -> point.measures().getOrDefault(name, Double.NaN));
  }

  private double[] values(ToDoubleFunction<Point> value) {
    return points.stream().mapToDouble(value).toArray();
  }

  /**
   * The losses at one step.
   *
   * @param step number of steps done
   * @param seconds spent on training so far, evaluations not counted
   * @param train mean loss of the batches since the last point
   * @param heldOut loss on held-out images with averaged weights, the same draws at every point
   * @param measures what else the objective measured on them, by name, such as "alignment rate"
   */
  public record Point(
      int step, double seconds, double train, double heldOut, Map<String, Double> measures) {
    /**
     * Copies the measures in their order, on which a checkpoint's checksum depends; a history from
     * before there were any has none.
     */
    public Point {
      measures =
          measures == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(measures));
    }

    /** Makes a point without measures. */
    public Point(int step, double seconds, double train, double heldOut) {
      this(step, seconds, train, heldOut, Map.of());
    }
  }

  /**
   * Signs of trouble.
   *
   * @param nonFinite steps skipped because the loss or the gradient was not finite
   * @param zeroGradients steps in which some weight tensor's gradient was zero throughout
   */
  public record Counts(int nonFinite, int zeroGradients) {}
}
