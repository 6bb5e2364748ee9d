package org.lzn.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.lzn.file.BadFileException;
import org.lzn.metric.OverSeeds;
import org.lzn.plot.Chart;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The runs of one recipe that differ in the seed only, in folders named RECIPE-SEED.
 *
 * @param recipe its name
 * @param runs in the order of their seeds
 */
public record SeedRuns(String recipe, List<TrainingRun> runs) {
  /** Copies the runs. */
  public SeedRuns {
    runs = List.copyOf(runs);
  }

  /**
   * Loads all runs of a recipe.
   *
   * @param folder that holds the runs' folders
   * @throws BadFileException if it holds none of this recipe
   */
  public static SeedRuns load(Path folder, String recipe) {
    List<TrainingRun> runs;
    try (Stream<Path> files = Files.list(folder)) {
      runs =
          files
              .filter(path -> path.getFileName().toString().matches(recipe + "-\\d+"))
              .sorted()
              .map(path -> RunFolder.at(path).run())
              .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder + ": " + e.getMessage(), e);
    }
    if (runs.isEmpty()) {
      throw new BadFileException(
          folder, "runs of " + recipe + ", in folders " + recipe + "-SEED", "none", "Train some.");
    }
    return new SeedRuns(recipe, runs);
  }

  /** Returns mean and standard deviation of a score that every run has. */
  public OverSeeds score(String name) {
    return OverSeeds.of(
        runs.stream().mapToDouble(run -> score(run.record(), name).value()).toArray());
  }

  /** Tells whether the runs have a score. */
  public boolean has(String name) {
    return runs.get(0).record().scores().stream().anyMatch(score -> score.name().equals(name));
  }

  /** Returns one record with these scores, each the mean over the seeds with its deviation. */
  public RunRecord mean(String... names) {
    long[] seeds = runs.stream().flatMapToLong(SeedRuns::seeds).toArray();
    RunRecord mean = RunRecord.named(recipe).withSeeds(seeds);
    for (String name : names) {
      RunScore one = score(runs.get(0).record(), name);
      OverSeeds all = score(name);
      RunScore score = new RunScore(name, all.mean(), null, one.basis(), "", null);
      mean = mean.withScore(score.withSpread(all.deviation()).withSeeds(seeds));
    }
    return mean;
  }

  private static LongStream seeds(TrainingRun run) {
    return run.record().setup().seeds().stream().mapToLong(Long::longValue);
  }

  /**
   * Returns a table of all scores, a column for each recipe, mean ± standard deviation; empty where
   * a recipe has no such score.
   */
  public static Table table(SeedRuns... recipes) {
    Map<String, RunScore> examples = new LinkedHashMap<>();
    for (SeedRuns recipe : recipes) {
      recipe.runs.get(0).record().scores().forEach(s -> examples.putIfAbsent(s.name(), s));
    }
    Table table =
        Table.create("Scores over seeds", StringColumn.create("score", examples.keySet()));
    for (SeedRuns recipe : recipes) {
      List<String> cells =
          examples.keySet().stream()
              .map(name -> recipe.has(name) ? recipe.score(name).toString() : "")
              .toList();
      table.addColumns(StringColumn.create(recipe.recipe, cells));
    }
    List<String> bases =
        examples.values().stream().map(example -> basis(example, recipes)).toList();
    return table.addColumns(StringColumn.create("measured on", bases));
  }

  /** Returns a chart of the losses on held-out images of every run. */
  public static Chart heldOutLosses(SeedRuns... recipes) {
    List<TrainingRun> all = new ArrayList<>();
    for (SeedRuns recipe : recipes) {
      all.addAll(recipe.runs);
    }
    return TrainingRun.heldOutLosses(all.toArray(TrainingRun[]::new));
  }

  /** Returns what a score was measured on, with its note if that is the same in all runs. */
  private static String basis(RunScore example, SeedRuns... recipes) {
    boolean alike =
        Stream.of(recipes)
            .filter(recipe -> recipe.has(example.name()))
            .flatMap(recipe -> recipe.runs.stream())
            .map(run -> score(run.record(), example.name()).note())
            .allMatch(example.note()::equals);
    return example.basis() + (alike && !example.note().isEmpty() ? "; " + example.note() : "");
  }

  private static RunScore score(RunRecord record, String name) {
    return record.scores().stream()
        .filter(score -> score.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("run " + record.name() + " has no score " + name));
  }
}
