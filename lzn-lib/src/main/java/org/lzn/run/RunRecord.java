package org.lzn.run;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.lzn.data.ImageDataset;
import org.lzn.file.BadFileException;
import org.lzn.file.Json;
import org.lzn.file.PlainOptions;
import org.lzn.tensor.Require;
import org.lzn.train.checkpoint.TrainingSegment;

/**
 * All that is known about a run: what it was to do, on which data, with which code and machine, how
 * it went and what it reached. Saved as JSON that people can read.
 *
 * <pre>{@code
 * var record = RunRecord.named("cs1-fashion").withScale("classroom").withSeeds(1)
 *     .withOptions("training", options).withData(train)
 *     .withSteps(steps).withSeconds("training", 120).withScore(RunScore.of("accuracy", .91))
 *     .finished();
 * record.save(folder);
 * }</pre>
 *
 * @param name the run's name, which is its file's: it begins with a letter or a digit
 * @param setup what it was to do
 * @param code which code ran
 * @param machine which machine ran it
 * @param course how it went
 * @param scores what it reached
 */
public record RunRecord(
    String name,
    Setup setup,
    CodeVersion code,
    Machine machine,
    Course course,
    List<RunScore> scores) {

  /** In any script, with spaces; what some system does not take in a file's name is left out. */
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][^/\\\\:*?\"<>|\\p{Cntrl}]*");

  /**
   * What a run was to do.
   *
   * @param options by part, such as "training": records as maps, see {@link #withOptions}
   * @param seeds the seeds of its random numbers
   * @param scale such as "paper", "classroom" or "smoke"
   * @param data the data it used
   */
  public record Setup(
      Map<String, Object> options, List<Long> seeds, String scale, List<Data> data) {
    /** Checks that nothing is missing, and copies. */
    public Setup {
      Require.that(options != null, "a run's setup has no options");
      Require.that(seeds != null, "a run's setup has no seeds");
      Require.that(data != null, "a run's setup has no data");
      options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
      seeds = List.copyOf(seeds);
      data = List.copyOf(data);
    }
  }

  /**
   * A data set that was used.
   *
   * @param name its name
   * @param size its number of images
   * @param origin which set, where from, how many
   * @param checksum the SHA-256 of exactly the data used
   */
  public record Data(String name, int size, String origin, String checksum) {}

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
  public record Course(
      Instant start,
      Instant end,
      Map<String, Double> seconds,
      Steps steps,
      Long peakMemoryBytes,
      List<TrainingSegment> segments) {
    /** Checks that nothing is missing, and copies. */
    public Course {
      segments = segments == null ? List.of() : List.copyOf(segments);
      Require.that(start != null, "a run's course has no start");
      Require.that(seconds != null, "a run's course has no seconds");
      seconds = Collections.unmodifiableMap(new LinkedHashMap<>(seconds));
    }
  }

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
  }

  /** Checks that nothing is missing. */
  public RunRecord {
    Require.that(
        name != null && NAME.matcher(name).matches(),
        "a run's name must be a file's that begins with a letter or a digit, without / \\ : * ? \" <"
            + " > |, got '%s'",
        name);
    Require.that(setup != null, "the record of run %s has no setup", name);
    Require.that(code != null, "the record of run %s has no code", name);
    Require.that(machine != null, "the record of run %s has no machine", name);
    Require.that(course != null, "the record of run %s has no course", name);
    Require.that(scores != null, "the record of run %s has no scores", name);
    scores = List.copyOf(scores);
  }

  /** Returns the record of a run that starts now, with this code, on this machine. */
  public static RunRecord named(String name) {
    return new RunRecord(
        name,
        new Setup(Map.of(), List.of(), "unknown", List.of()),
        CodeVersion.current(),
        Machine.current(),
        new Course(Instant.now(), null, Map.of(), null, null, List.of()),
        List.of());
  }

  /**
   * Returns this record with the options of one part. Records and maps, however nested, become maps
   * of plain values; a record's map starts with its type.
   */
  public RunRecord withOptions(String part, Object options) {
    Map<String, Object> all = new LinkedHashMap<>(setup.options);
    all.put(part, PlainOptions.of(options));
    return with(new Setup(all, setup.seeds, setup.scale, setup.data));
  }

  /** Returns this record with its seeds. */
  public RunRecord withSeeds(long... seeds) {
    List<Long> list = Arrays.stream(seeds).boxed().toList();
    return with(new Setup(setup.options, list, setup.scale, setup.data));
  }

  /** Returns this record with its scale, such as "classroom". */
  public RunRecord withScale(String scale) {
    return with(new Setup(setup.options, setup.seeds, scale, setup.data));
  }

  /** Returns this record with one more data set; its checksum is computed here. */
  public RunRecord withData(ImageDataset set) {
    Data data = new Data(set.name(), set.size(), set.origin(), set.checksum());
    return with(new Setup(setup.options, setup.seeds, setup.scale, appended(setup.data, data)));
  }

  /** Returns this record with the time that a part took. */
  public RunRecord withSeconds(String part, double seconds) {
    Map<String, Double> all = new LinkedHashMap<>(course.seconds);
    all.put(part, seconds);
    return with(
        new Course(
            course.start, course.end, all, course.steps, course.peakMemoryBytes, course.segments));
  }

  /** Returns this record with the steps of its training. */
  public RunRecord withSteps(Steps steps) {
    return with(
        new Course(
            course.start,
            course.end,
            course.seconds,
            steps,
            course.peakMemoryBytes,
            course.segments));
  }

  /** Returns this record with the processes that trained; it starts with the first of them. */
  public RunRecord withSegments(List<TrainingSegment> segments) {
    return with(
        new Course(
            segments.isEmpty() ? course.start : segments.get(0).start(),
            course.end,
            course.seconds,
            course.steps,
            course.peakMemoryBytes,
            segments));
  }

  /** Returns this record with one more score. */
  public RunRecord withScore(RunScore score) {
    return new RunRecord(name, setup, code, machine, course, appended(scores, score));
  }

  /** Returns this record with these scores in the place of its own. */
  public RunRecord withScores(List<RunScore> newScores) {
    return new RunRecord(name, setup, code, machine, course, newScores);
  }

  /** Returns this record with the present time as its end, and the peak of memory so far. */
  public RunRecord finished() {
    return with(
        new Course(
            course.start,
            Instant.now(),
            course.seconds,
            course.steps,
            Machine.peakMemoryBytes(),
            course.segments));
  }

  /**
   * Saves this record as {@code name.json}, whole or not at all; one of that name is replaced.
   *
   * @return the file
   */
  @CanIgnoreReturnValue
  public Path save(Path folder) {
    return Json.write(folder.resolve(name + ".json"), this);
  }

  /**
   * Returns a record that was saved.
   *
   * @throws BadFileException if the file is missing, is not JSON (the message says where), or is
   *     not a run's record
   */
  public static RunRecord load(Path file) {
    return Json.read(
        file, RunRecord.class, "the JSON record of a run", "Run it again, or restore the file.");
  }

  private RunRecord with(Setup newSetup) {
    return new RunRecord(name, newSetup, code, machine, course, scores);
  }

  private RunRecord with(Course newCourse) {
    return new RunRecord(name, setup, code, machine, newCourse, scores);
  }

  private static <T> List<T> appended(List<T> list, T item) {
    List<T> longer = new ArrayList<>(list);
    longer.add(item);
    return longer;
  }

  /** Returns a few lines, fit for a notebook's cell. */
  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    String seeds = setup.seeds.stream().map(String::valueOf).collect(Collectors.joining(", "));
    lines.add(name + ": " + setup.scale + " scale" + (seeds.isEmpty() ? "" : ", seeds " + seeds));
    setup.data.forEach(data -> lines.add("  data     " + data.origin));
    lines.add("  code     " + code);
    lines.add("  machine  " + machine);
    lines.add("  course   " + courseText());
    if (course.segments.size() > 1) {
      course.segments.forEach(segment -> lines.add("  segment  " + segment));
    }
    scores.forEach(score -> lines.add("  score    " + score));
    return String.join("\n", lines);
  }

  private String courseText() {
    List<String> parts = new ArrayList<>();
    if (course.steps != null) {
      Steps s = course.steps;
      parts.add(
          String.format(
              Locale.ROOT,
              "%,d steps (%d skipped, %d with zero gradient), %.0f images/s",
              s.done,
              s.skipped,
              s.zeroGradients,
              s.imagesPerSecond));
    }
    course.seconds.forEach(
        (part, seconds) -> parts.add(String.format(Locale.ROOT, "%s %.1f s", part, seconds)));
    if (course.peakMemoryBytes != null) {
      parts.add("peak memory " + Machine.gibibytes(course.peakMemoryBytes));
    }
    parts.add(
        course.end == null
            ? "not finished"
            : "in all " + Duration.between(course.start, course.end).toSeconds() + " s");
    return String.join(", ", parts);
  }
}
