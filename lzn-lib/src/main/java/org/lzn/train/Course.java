package org.lzn.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.lzn.tensor.Require;

/** How far a training has come; a checkpoint holds it as JSON. */
final class Course {
  private int step;
  private int updates;
  private double seconds;
  private double lossSum;
  private int lossCount;
  private int nonFinite;
  private int zeroGradients;
  private final List<TrainingHistory.Point> points = new ArrayList<>();

  /** Refuses what no training can have written. */
  void requireSound() {
    Require.that(
        step >= 0
            && updates >= 0
            && updates <= step
            && points != null
            && points.stream().noneMatch(Objects::isNull),
        "a course of %d steps with %d updates",
        step,
        updates);
  }

  int step() {
    return step;
  }

  int updates() {
    return updates;
  }

  /** Counts a step with the loss of its batch and the time it took. */
  void add(double loss, double time, int updatesNow) {
    step++;
    seconds += time;
    updates = updatesNow;
    if (Double.isFinite(loss)) {
      lossSum += loss;
      lossCount++;
    }
  }

  void countNonFinite() {
    nonFinite++;
  }

  void countZeroGradient() {
    zeroGradients++;
  }

  /** Adds a point of the history, with the mean loss since the last. */
  void addPoint(double heldOut, Map<String, Double> measures) {
    points.add(new TrainingHistory.Point(step, seconds, lossSum / lossCount, heldOut, measures));
    lossSum = 0;
    lossCount = 0;
  }

  TrainingHistory history() {
    return new TrainingHistory(points, new TrainingHistory.Counts(nonFinite, zeroGradients));
  }
}
