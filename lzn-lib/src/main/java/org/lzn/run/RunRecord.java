package org.lzn.run;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.lzn.data.ImageDataset;
import org.lzn.file.BadFileException;
import org.lzn.file.Json;
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
    RunSetup setup,
    CodeVersion code,
    Machine machine,
    RunCourse course,
    List<RunScore> scores) {

  /** In any script, with spaces; what some system does not take in a file's name is left out. */
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][^/\\\\:*?\"<>|\\p{Cntrl}]*");

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
        RunSetup.unknown(),
        CodeVersion.current(),
        Machine.current(),
        RunCourse.startingNow(),
        List.of());
  }

  /**
   * Returns this record with the options of one part. Records and maps, however nested, become maps
   * of plain values; a record's map starts with its type.
   */
  public RunRecord withOptions(String part, Object options) {
    return with(setup.withOptions(part, options));
  }

  /** Returns this record with its seeds. */
  public RunRecord withSeeds(long... seeds) {
    return with(setup.withSeeds(seeds));
  }

  /** Returns this record with its scale, such as "classroom". */
  public RunRecord withScale(String scale) {
    return with(setup.withScale(scale));
  }

  /** Returns this record with one more data set; its checksum is computed here. */
  public RunRecord withData(ImageDataset set) {
    return with(setup.withData(set));
  }

  /** Returns this record with the time that a part took. */
  public RunRecord withSeconds(String part, double seconds) {
    return with(course.withSeconds(part, seconds));
  }

  /** Returns this record with the steps of its training. */
  public RunRecord withSteps(RunCourse.Steps steps) {
    return with(course.withSteps(steps));
  }

  /** Returns this record with the processes that trained; it starts with the first of them. */
  public RunRecord withSegments(List<TrainingSegment> segments) {
    return with(course.withSegments(segments));
  }

  /** Returns this record with one more score. */
  public RunRecord withScore(RunScore score) {
    List<RunScore> all = new ArrayList<>(scores);
    all.add(score);
    return withScores(all);
  }

  /** Returns this record with these scores in the place of its own. */
  public RunRecord withScores(List<RunScore> newScores) {
    return new RunRecord(name, setup, code, machine, course, newScores);
  }

  /** Returns this record with the present time as its end, and the peak of memory so far. */
  public RunRecord finished() {
    return with(course.finished());
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

  private RunRecord with(RunSetup newSetup) {
    return new RunRecord(name, newSetup, code, machine, course, scores);
  }

  private RunRecord with(RunCourse newCourse) {
    return new RunRecord(name, setup, code, machine, newCourse, scores);
  }

  /** Returns a few lines, fit for a notebook's cell. */
  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    String seeds = setup.seeds().stream().map(String::valueOf).collect(Collectors.joining(", "));
    lines.add(name + ": " + setup.scale() + " scale" + (seeds.isEmpty() ? "" : ", seeds " + seeds));
    setup.data().forEach(data -> lines.add("  data     " + data.origin()));
    lines.add("  code     " + code);
    lines.add("  machine  " + machine);
    lines.add("  course   " + course);
    if (course.segments().size() > 1) {
      course.segments().forEach(segment -> lines.add("  segment  " + segment));
    }
    scores.forEach(score -> lines.add("  score    " + score));
    return String.join("\n", lines);
  }
}
