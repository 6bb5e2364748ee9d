package org.lzn.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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

  /** Returns a table of all scores, a column for each recipe, mean ± standard deviation. */
  public static Table table(SeedRuns... recipes) {
    Set<String> names = new LinkedHashSet<>();
    List<RunScore> examples = recipes[0].runs.get(0).record().scores();
    examples.forEach(score -> names.add(score.name()));
    Table table = Table.create("Scores over seeds", StringColumn.create("score", names));
    for (SeedRuns recipe : recipes) {
      List<String> cells = names.stream().map(name -> recipe.score(name).toString()).toList();
      table.addColumns(StringColumn.create(recipe.recipe, cells));
    }
    List<String> bases = examples.stream().map(SeedRuns::basis).toList();
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

  private static String basis(RunScore score) {
    return score.basis() + (score.note().isEmpty() ? "" : "; " + score.note());
  }

  private static RunScore score(RunRecord record, String name) {
    return record.scores().stream()
        .filter(score -> score.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("run " + record.name() + " has no score " + name));
  }
}
