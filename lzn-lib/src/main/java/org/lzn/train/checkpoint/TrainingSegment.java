package org.lzn.train.checkpoint;

import java.time.Instant;
import org.lzn.tensor.Require;

/**
 * What one process did of a training: a training that was stopped and resumed has several.
 *
 * @param from the steps done before it, those of the checkpoint it began with
 * @param to the steps done at its end; of a process that was killed, those of the checkpoint that
 *     the next one began with
 * @param start when it began
 * @param end when it had done them
 * @param code which code ran
 */
public record TrainingSegment(int from, int to, Instant start, Instant end, String code) {
  /** Checks the order of the steps, and that nothing is missing. */
  public TrainingSegment {
    Require.that(0 <= from && from <= to, "a segment must go upwards, got %d to %d", from, to);
    Require.that(start != null && end != null, "a segment has no time");
    Require.that(code != null, "a segment has no code");
  }

  /** Returns the same process some steps later. */
  TrainingSegment until(int step, Instant now) {
    return new TrainingSegment(from, step, start, now, code);
  }

  @Override
  public String toString() {
    return String.format("steps %d to %d, %s to %s, %s", from, to, start, end, code);
  }
}
