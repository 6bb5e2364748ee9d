package org.lzn.train.checkpoint;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.lzn.tensor.Require;

/** How far a training has come; a checkpoint holds it as JSON. */
public final class TrainerState {
  private int step;
  private int updates;
  private double seconds;
  private double lossSum;
  private int lossCount;
  private int nonFinite;
  private int zeroGradients;
  private final List<TrainingHistory.Point> points = new ArrayList<>();
  // Null where there is none: then a checkpoint's text, and its checksum, are as they always were.
  private Integer notFinite;
  private List<TrainingSegment> segments;

  /** Refuses what no training can have written. */
  void requireSound() {
    Require.that(
        step >= 0
            && updates >= 0
            && updates <= step
            && points != null
            && points.stream().noneMatch(Objects::isNull)
            && (notFinite == null || (0 < notFinite && notFinite <= step))
            && (segments == null || segments.stream().noneMatch(Objects::isNull)),
        "a course of %d steps with %d updates",
        step,
        updates);
  }

  /** Returns how many steps were made. */
  public int step() {
    return step;
  }

  /** Returns the points of the history so far. */
  public List<TrainingHistory.Point> points() {
    return points;
  }

  /** Returns how many steps changed the weights. */
  public int updates() {
    return updates;
  }

  /** Returns how many of the last steps, one after the other, made no update. */
  public int notFinite() {
    return notFinite == null ? 0 : notFinite;
  }

  /** Counts a step with the loss of its batch and the time it took. */
  public void add(double loss, double time, int updatesNow) {
    step++;
    seconds += time;
    notFinite = updatesNow > updates ? null : Integer.valueOf(notFinite() + 1);
    updates = updatesNow;
    if (Double.isFinite(loss)) {
      lossSum += loss;
      lossCount++;
    }
  }

  /** Counts a step whose gradients were not finite. */
  public void countNonFinite() {
    nonFinite++;
  }

  /** Counts a step whose gradients were all zero. */
  public void countZeroGradient() {
    zeroGradients++;
  }

  /** Adds a point of the history, with the mean loss since the last. */
  public void addPoint(double heldOut, Map<String, Double> measures) {
    points.add(new TrainingHistory.Point(step, seconds, lossSum / lossCount, heldOut, measures));
    lossSum = 0;
    lossCount = 0;
  }

  /** Begins a segment: from here on another process trains. */
  public void begin(String code) {
    segments = segments == null ? new ArrayList<>() : new ArrayList<>(segments);
    segments.add(new TrainingSegment(step, step, Instant.now(), Instant.now(), code));
  }

  /** Notes that the present segment, if one was begun, has come to this step. */
  public void mark() {
    if (segments != null) {
      int last = segments.size() - 1;
      segments.set(last, segments.get(last).until(step, Instant.now()));
    }
  }

  /** Returns what the training went through; a process that added no step is left out. */
  public TrainingHistory history() {
    return new TrainingHistory(
        points,
        new TrainingHistory.Counts(nonFinite, zeroGradients),
        segments == null
            ? List.of()
            : segments.stream().filter(segment -> segment.to() > segment.from()).toList());
  }
}
