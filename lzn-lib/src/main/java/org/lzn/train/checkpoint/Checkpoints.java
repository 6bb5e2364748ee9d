package org.lzn.train.checkpoint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lzn.tensor.Require;

/**
 * When a training writes checkpoints, where, and whether it begins with one.
 *
 * @param folder of the checkpoints of one training
 * @param every steps between two; one is also written at the end, and when the training is stopped
 * @param keep how many of the newest are kept
 * @param resume where the training begins
 * @param settings what else makes this training what it is, such as the model's settings: a
 *     checkpoint with others is refused
 * @param code which code trains, in words, for the {@link TrainingSegment}
 */
public record Checkpoints(
    Path folder, int every, int keep, Resume resume, Map<String, Object> settings, String code) {
  private static final String UNKNOWN = "unknown";

  /** Checks the numbers. */
  public Checkpoints {
    Require.that(every > 0, "steps between checkpoints must be 1 or more, got %d", every);
    Require.that(keep > 0, "1 or more checkpoints must be kept, got %d", keep);
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /** Returns a checkpoint every 100 steps, the last 2 kept, resumed from the newest. */
  public static Checkpoints in(Path folder) {
    return new Checkpoints(folder, 100, 2, new Resume.Auto(), Map.of(), UNKNOWN);
  }

  /** Returns the same with another distance. */
  public Checkpoints withEvery(int steps) {
    return new Checkpoints(folder, steps, keep, resume, settings, code);
  }

  /** Returns the same with another number kept. */
  public Checkpoints withKeep(int newest) {
    return new Checkpoints(folder, every, newest, resume, settings, code);
  }

  /** Returns the same with another beginning. */
  public Checkpoints withResume(Resume newResume) {
    return new Checkpoints(folder, every, keep, newResume, settings, code);
  }

  /** Returns the same for a training of these settings: records, maps, numbers, texts. */
  public Checkpoints withSettings(Map<String, Object> newSettings) {
    return new Checkpoints(folder, every, keep, resume, newSettings, code);
  }

  /** Returns the same for a training by this code. */
  public Checkpoints withCode(String newCode) {
    return new Checkpoints(folder, every, keep, resume, settings, newCode);
  }

  /** Tells whether there is a checkpoint to begin with, be it sound or not. */
  public boolean found() {
    return resume instanceof Resume.From
        || (resume instanceof Resume.Auto
            && Files.isDirectory(folder)
            && !CheckpointFolder.newestFirst(folder).isEmpty());
  }
}
