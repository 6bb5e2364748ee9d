package org.lzn.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lzn.tensor.Require;
import org.lzn.train.checkpoint.TrainingSegment;

/**
 * How a run went.
 *
 * @param start when it began
 * @param end when it ended, or null while it runs
 * @param seconds how long each part took
 * @param steps the training steps, or null if there was no training
 * @param peakMemoryBytes the most memory held at once, or null if the system does not tell
 * @param segments the processes that trained, each with its times and its code; none in records
 *     from before they were kept
 */
public record RunCourse(
    Instant start,
    Instant end,
    Map<String, Double> seconds,
    Steps steps,
    Long peakMemoryBytes,
    List<TrainingSegment> segments) {

  /**
   * The steps of a training.
   *
   * @param done all steps, with those skipped
   * @param skipped the steps left out because a loss or a gradient was not finite
   * @param zeroGradients the steps whose gradient was exactly zero
   * @param imagesPerSecond the images trained on, by the time it took
   */
  public record Steps(long done, long skipped, long zeroGradients, double imagesPerSecond) {
    /** Checks the counts. */
    public Steps {
      Require.that(
          0 <= skipped && skipped <= done && 0 <= zeroGradients && zeroGradients <= done,
          "skipped steps and zero gradients must be from 0 to the %d steps, got %d and %d",
          done,
          skipped,
          zeroGradients);
      Require.that(
          Double.isFinite(imagesPerSecond) && imagesPerSecond >= 0,
          "images per second must be 0 or more, got %s",
          imagesPerSecond);
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%,d steps (%d skipped, %d with zero gradient), %.0f images/s",
          done,
          skipped,
          zeroGradients,
          imagesPerSecond);
    }
  }

  /** Checks that nothing is missing, and copies. */
  public RunCourse {
    segments = segments == null ? List.of() : List.copyOf(segments);
    Require.that(start != null, "a run's course has no start");
    Require.that(seconds != null, "a run's course has no seconds");
    seconds = Collections.unmodifiableMap(new LinkedHashMap<>(seconds));
  }

  /** Returns the course of a run that starts now. */
  static RunCourse startingNow() {
    return new RunCourse(Instant.now(), null, Map.of(), null, null, List.of());
  }

  /** Returns this course with the time that a part took. */
  RunCourse withSeconds(String part, double ofPart) {
    Map<String, Double> all = new LinkedHashMap<>(seconds);
    all.put(part, ofPart);
    return new RunCourse(start, end, all, steps, peakMemoryBytes, segments);
  }

  /** Returns this course with the steps of its training. */
  RunCourse withSteps(Steps newSteps) {
    return new RunCourse(start, end, seconds, newSteps, peakMemoryBytes, segments);
  }

  /** Returns this course with the processes that trained; it starts with the first of them. */
  RunCourse withSegments(List<TrainingSegment> all) {
    Instant first = all.isEmpty() ? start : all.get(0).start();
    return new RunCourse(first, end, seconds, steps, peakMemoryBytes, all);
  }

  /** Returns this course with the present time as its end, and the peak of memory so far. */
  RunCourse finished() {
    return new RunCourse(start, Instant.now(), seconds, steps, Machine.peakMemoryBytes(), segments);
  }

  /** Returns one line. */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    if (steps != null) {
      parts.add(steps.toString());
    }
    seconds.forEach((part, time) -> parts.add(String.format(Locale.ROOT, "%s %.1f s", part, time)));
    if (peakMemoryBytes != null) {
      parts.add("peak memory " + Machine.gibibytes(peakMemoryBytes));
    }
    parts.add(
        end == null ? "not finished" : "in all " + Duration.between(start, end).toSeconds() + " s");
    return String.join(", ", parts);
  }
}
