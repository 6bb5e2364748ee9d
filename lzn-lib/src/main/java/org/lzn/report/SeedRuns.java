package org.lzn.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.lzn.file.BadFileException;
import org.lzn.metric.SeedStatistics;
import org.lzn.plot.Chart;
import org.lzn.plot.ScoreWords;
import org.lzn.run.RunFolder;
import org.lzn.run.RunRecord;
import org.lzn.run.RunScore;
import org.lzn.run.TrainingRun;
import org.lzn.train.checkpoint.TrainingHistory;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The runs of one recipe that differ in the seed only, in folders named RECIPE-SEED.
 *
 * @param recipe its name
 * @param runs in the order of their seeds
 */
public record SeedRuns(String recipe, List<TrainingRun> runs) {
  /** The column that names a score, for programs; {@link ScoreWords} has it in words. */
  static final String SCORE = "score";

  /** The column that says what a score was measured on. */
  static final String BASIS = "measured on";

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
    List<TrainingRun> runs = runs(folder, recipe);
    if (runs.isEmpty()) {
      throw new BadFileException(
          folder, "runs of " + recipe + ", in folders " + recipe + "-SEED", "none", "Train some.");
    }
    return new SeedRuns(recipe, runs);
  }

  /** Loads all runs of those of the recipes that the folder holds any of, in their order. */
  public static List<SeedRuns> present(Path folder, String... recipes) {
    return Stream.of(recipes)
        .map(recipe -> new SeedRuns(recipe, runs(folder, recipe)))
        .filter(found -> !found.runs.isEmpty())
        .toList();
  }

  private static List<TrainingRun> runs(Path folder, String recipe) {
    return folders(folder, recipe).stream().map(path -> RunFolder.at(path).run()).toList();
  }

  /** Returns the folders of a recipe's runs, RECIPE-SEED, in the order of their names. */
  static List<Path> folders(Path folder, String recipe) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(path -> path.getFileName().toString().matches(recipe + "-\\d+"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder + ": " + e.getMessage(), e);
    }
  }

  /** Returns mean and standard deviation of a score that every run has. */
  public SeedStatistics score(String name) {
    return SeedStatistics.of(values(name));
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
      SeedStatistics all = score(name);
      RunScore score = new RunScore(name, all.mean(), null, one.basis(), "", null);
      score = all.seeds() > 1 ? score.withSpread(all.deviation()) : score; // one has no spread
      mean = mean.withScore(score.withSeeds(seeds));
    }
    return mean;
  }

  private static LongStream seeds(TrainingRun run) {
    return run.record().setup().seeds().stream().mapToLong(Long::longValue);
  }

  /**
   * Returns a table of all scores, a column for each recipe, mean ± standard deviation; empty where
   * a recipe has no such score. Those measured at one of several settings, {@link
   * RunScore.Basis#at}, are left out: a grid or a curve shows them.
   */
  public static Table table(SeedRuns... recipes) {
    Map<String, RunScore> examples = new LinkedHashMap<>();
    for (SeedRuns recipe : recipes) {
      recipe.runs.get(0).record().scores().stream()
          .filter(score -> score.basis().at().isEmpty())
          .forEach(score -> examples.putIfAbsent(score.name(), score));
    }
    Table table = Table.create("Scores over seeds", StringColumn.create(SCORE, examples.keySet()));
    for (SeedRuns recipe : recipes) {
      List<String> cells =
          examples.keySet().stream()
              .map(name -> recipe.has(name) ? recipe.score(name).toString() : "")
              .toList();
      table.addColumns(StringColumn.create(recipe.recipe, cells));
    }
    List<String> bases =
        examples.values().stream().map(example -> basis(example, recipes)).toList();
    return table.addColumns(StringColumn.create(BASIS, bases));
  }

  /**
   * Returns a table of what the trainings cost, a row for each recipe: steps of one run, minutes
   * and images per second, means over the seeds.
   */
  public static Table costs(SeedRuns... recipes) {
    Table table =
        Table.create(
            "Costs",
            StringColumn.create("recipe", Stream.of(recipes).map(SeedRuns::recipe)),
            StringColumn.create("seeds", Stream.of(recipes).map(r -> "" + r.runs.size())));
    return table.addColumns(
        DoubleColumn.create("steps", means(recipes, r -> r.course().steps().done())),
        DoubleColumn.create(
            "minutes", means(recipes, r -> r.course().seconds().get("training") / 60)),
        DoubleColumn.create("images/s", means(recipes, r -> r.course().steps().imagesPerSecond())));
  }

  private static double[] means(SeedRuns[] recipes, ToDoubleFunction<RunRecord> cost) {
    return Stream.of(recipes)
        .mapToDouble(
            recipe ->
                recipe.runs.stream()
                    .map(TrainingRun::record)
                    .mapToDouble(cost)
                    .average()
                    .orElseThrow())
        .toArray();
  }

  /** Returns a chart of the losses on held-out images, as {@link #courses} draws them. */
  public static Chart heldOutLosses(SeedRuns... recipes) {
    return courses(
        "Loss on held-out images", "loss", TrainingHistory::heldOutLosses, List.of(recipes));
  }

  /**
   * Returns a chart of what was measured while they trained: a line for each recipe, the mean over
   * its seeds, with the standard deviation as interval where there are several.
   */
  public static Chart courses(
      String title,
      String y,
      Function<TrainingHistory, double[]> measure,
      Collection<SeedRuns> recipes) {
    Chart chart = Chart.lines(title).x("step").y(y);
    recipes.forEach(recipe -> recipe.addTo(chart, TrainingHistory::steps, measure));
    return chart;
  }

  /**
   * Returns the chart of the losses on held-out images against seconds of training, so that a
   * dearer step counts: at each step the means, over the seeds, of seconds and losses.
   */
  public static Chart heldOutLossesOverTime(SeedRuns... recipes) {
    Chart chart =
        Chart.lines("Loss on held-out images, at equal time").x("seconds of training").y("loss");
    for (SeedRuns recipe : recipes) {
      recipe.addTo(chart, TrainingHistory::seconds, TrainingHistory::heldOutLosses);
    }
    return chart;
  }

  /** Adds a line of the means over the seeds, point by point as far as every run has come. */
  private void addTo(
      Chart chart,
      Function<TrainingHistory, double[]> x,
      Function<TrainingHistory, double[]> measure) {
    List<SeedStatistics> points = overSeeds(measure);
    double[] xs = overSeeds(x).stream().mapToDouble(SeedStatistics::mean).toArray();
    chart.add(recipe, xs, points.stream().mapToDouble(SeedStatistics::mean).toArray());
    if (runs.size() > 1) {
      chart.errors(points.stream().mapToDouble(SeedStatistics::deviation).toArray());
    }
  }

  private List<SeedStatistics> overSeeds(Function<TrainingHistory, double[]> measure) {
    List<double[]> seeds = runs.stream().map(run -> measure.apply(run.history())).toList();
    int n = seeds.stream().mapToInt(values -> values.length).min().orElseThrow();
    return IntStream.range(0, n)
        .mapToObj(i -> seeds.stream().mapToDouble(values -> values[i]).toArray())
        .map(SeedStatistics::of)
        .toList();
  }

  /** Returns a chart with a point for each run, one score over another. */
  public static Chart chart(String title, String x, String y, SeedRuns... recipes) {
    Chart chart = Chart.scatter(title).x(ScoreWords.of(x)).y(ScoreWords.of(y));
    for (SeedRuns recipe : recipes) {
      chart.add(recipe.recipe, recipe.values(x), recipe.values(y));
    }
    return chart;
  }

  private double[] values(String score) {
    return runs.stream().mapToDouble(run -> score(run.record(), score).value()).toArray();
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
