package org.lzn.run;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lzn.codec.ImageCodec;
import org.lzn.data.ImageDataset;
import org.lzn.file.BadFileException;
import org.lzn.file.Json;
import org.lzn.file.PlainOptions;
import org.lzn.flow.OdeSolver;
import org.lzn.metric.Interval;
import org.lzn.nn.WeightsFile;
import org.lzn.plot.ImageBatch;
import org.lzn.task.LatentNetwork;
import org.lzn.task.Residents;
import org.lzn.tensor.Notices;
import org.lzn.tensor.Require;
import org.lzn.train.Agreement;
import org.lzn.train.TrainingListener;
import org.lzn.train.checkpoint.Checkpoints;
import org.lzn.workers.Workers;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The folder of one run, named as the run: {@code NAME.json} (its record), {@code NAME.csv} (its
 * losses), {@code NAME.safetensors} (the averaged weights), {@code NAME.residents.safetensors} (the
 * {@link Residents} of the latent space, if it has one) and {@code checkpoints/} while it lasts.
 *
 * @param path of the folder
 */
public record RunFolder(Path path) {
  /** Returns the run in a folder, which need not exist yet. */
  public static RunFolder at(Path path) {
    return new RunFolder(path);
  }

  /**
   * Returns the run's name, which is the folder's.
   *
   * @throws IllegalArgumentException if the folder has none, as / has
   */
  public String name() {
    Path name = path.toAbsolutePath().normalize().getFileName();
    Require.that(name != null, "a run is named as its folder, and %s has no name", path);
    return name.toString();
  }

  /** Returns the folder of its checkpoints. */
  public Path checkpoints() {
    return path.resolve("checkpoints");
  }

  /**
   * Trains as planned, scores, and leaves everything in this folder. A run that is finished is left
   * alone: it is said so, and its record returned.
   *
   * @throws BadFileException if the folder holds a finished run of another plan, which a training
   *     would replace; only more steps than it has go on from its checkpoints
   */
  public TrainingRun train(RunPlan plan, Checkpoints checkpoints) {
    return train(plan, checkpoints, model -> TrainingListener.NONE);
  }

  /**
   * Trains likewise.
   *
   * @param followers makes, once the model is there, what hears of the training
   */
  public TrainingRun train(
      RunPlan plan,
      Checkpoints checkpoints,
      Function<Recipe.Prepared, TrainingListener> followers) {
    return train(plan, checkpoints, followers, Workers.one());
  }

  /**
   * Trains likewise, as the first of several workers.
   *
   * @param workers of whom the others {@link #assist}
   */
  public TrainingRun train(
      RunPlan plan,
      Checkpoints checkpoints,
      Function<Recipe.Prepared, TrainingListener> followers,
      Workers workers) {
    String name = name();
    Optional<FinishedRun> finished = finished(record(name));
    agree(plan, workers);
    boolean repeated = finished.isPresent() && finished.get().isRepeatedBy(plan, checkpoints);
    if (workers.any(repeated)) {
      Notices.say(FinishedRun.LEFT_ALONE);
      return finished.orElseThrow().run();
    }
    try (Recipe.Prepared model = plan.prepare()) {
      Experiment experiment = model.experiment(name);
      int steps = experiment.training().steps();
      finished.ifPresent(run -> run.requireLonger(plan, steps, checkpoints));
      RunData data = plan.images(side(experiment));
      model.check(data.train(), data.heldOut());
      TrainingRun run =
          experiment
              .withPlan(plan)
              .withCheckpoints(checkpoints)
              .withWorkers(workers)
              .fit(
                  model.following(data.train(), data.heldOut()),
                  model.learns(data.train()),
                  data.heldOut(),
                  followers.apply(model));
      // Under their own name once all is scored: until then an older run may have it.
      Path fresh = WeightsFile.write(Scoring.unsettled(path), model.parts(), about(plan));
      for (RunScore score : new Scoring(path, fresh).of(model, data)) {
        run = run.withScore(score);
      }
      WeightsFile.write(weights(name), model.parts(), about(plan));
      settle(name, model, data, Residents.USUAL, 1);
      run.save(path);
      Scoring.clear(path);
      return run;
    }
  }

  /**
   * Takes part in a training that the first worker leads; writes nothing and scores nothing.
   *
   * @param plan as the first worker's
   * @param checkpoints likewise
   */
  public void assist(RunPlan plan, Checkpoints checkpoints, Workers workers) {
    agree(plan, workers);
    if (workers.any(false)) {
      return; // the first worker found the run finished
    }
    try (Recipe.Prepared model = plan.prepare()) {
      Experiment experiment = model.experiment(name());
      RunData data = plan.images(side(experiment));
      model.check(data.train(), data.heldOut());
      TrainingRun unused =
          experiment
              .withCheckpoints(checkpoints)
              .withWorkers(workers)
              .fit(
                  model.following(data.train(), data.heldOut()),
                  model.learns(data.train()),
                  data.heldOut());
    }
  }

  private static void agree(RunPlan plan, Workers workers) {
    Map<String, Object> own = Map.of("plan", plan, "code", CodeVersion.current().toString());
    Agreement.require(workers, Json.tree(PlainOptions.of(own)));
  }

  /** Returns the run that a training would replace, if it has ended. */
  private Optional<FinishedRun> finished(Path record) {
    return Files.exists(record)
        ? Optional.of(new FinishedRun(path, TrainingRun.load(record)))
            .filter(finished -> finished.run().record().course().end() != null)
        : Optional.empty();
  }

  private static int side(Experiment experiment) {
    return Math.toIntExact(experiment.shape().get(1));
  }

  private static Map<String, String> about(RunPlan plan) {
    return Map.of("recipe", plan.recipe(), "seed", String.valueOf(plan.seed()));
  }

  /** Returns the run's record and losses. */
  public TrainingRun run() {
    return TrainingRun.load(recordFile());
  }

  /** Tells whether the trained weights are there; of some runs only the record is kept. */
  public boolean hasWeights() {
    return !records().isEmpty() && Files.exists(weights(run().record().name()));
  }

  /** Returns the trained model; the caller closes it. */
  public Recipe.Prepared model() {
    RunRecord record = run().record();
    Recipe.Prepared model = plan(record).prepare();
    WeightsFile.read(weights(record.name()), model.parts());
    return model;
  }

  /**
   * Returns the residents of its latent space, among which any image can be placed alone.
   *
   * @throws BadFileException if there are none, or they belong to other weights
   */
  public Residents residents() {
    return residentsFile(run().record().name()).read();
  }

  /**
   * Chooses residents among the images it has learnt from and keeps them in its folder, in the
   * place of those it had.
   *
   * @param n how many; all, where there are fewer
   */
  @CanIgnoreReturnValue
  public Residents settle(int n, long seed) {
    RunRecord record = run().record();
    try (Recipe.Prepared model = model()) {
      Require.that(
          model.imageEncoder().isPresent(), "%s brings no images into a latent space", path);
      RunData data = plan(record).images(side(model.experiment(record.name())));
      return settle(record.name(), model, data, n, seed).orElseThrow();
    }
  }

  private Optional<Residents> settle(
      String name, Recipe.Prepared model, RunData data, int n, long seed) {
    ImageDataset learnt = model.learns(data.train());
    int most = Math.min(n, learnt.size());
    Optional<Residents> residents =
        model.imageEncoder().map(encoder -> Residents.of(encoder, learnt, most, seed));
    residents.ifPresent(residentsFile(name)::write);
    return residents;
  }

  private ResidentsFile residentsFile(String name) {
    return new ResidentsFile(path.resolve(name + ".residents.safetensors"), weights(name));
  }

  private Path record(String name) {
    return path.resolve(name + ".json");
  }

  private Path weights(String name) {
    return path.resolve(name + ".safetensors");
  }

  private RunPlan plan(RunRecord record) {
    return RunPlan.of(record, recordFile());
  }

  /**
   * Returns the trained data types around their latent space; the caller closes it.
   *
   * @throws IllegalArgumentException if the run has no such types
   */
  public LatentNetwork types() {
    RunRecord record = run().record();
    Recipe.Prepared model = model();
    RunData data = plan(record).images(side(model.experiment(record.name())));
    return model
        .types(model.learns(data.train()))
        .orElseThrow(
            () -> {
              model.close();
              return new IllegalArgumentException(path + " has no data types to choose from");
            });
  }

  /** Draws images. */
  public ImageBatch sample(int n, OdeSolver solver, long seed) {
    try (Recipe.Prepared model = model()) {
      Optional<ImageCodec> images = model.images();
      Require.that(
          images.isPresent(),
          "%s does not draw images of one kind; of a run of several data types, choose one, such as"
              + " --to noto",
          path);
      return model.sample(n, solver, seed);
    }
  }

  /** Computes the scores again and returns them beside those recorded, with their intervals. */
  public Table evaluate() {
    return beside(run().record().scores(), scores());
  }

  /** Computes the scores again and puts them into the record, in the place of those it had. */
  @CanIgnoreReturnValue
  public TrainingRun record() {
    TrainingRun run = run();
    List<RunScore> scores = scores();
    List<String> names = scores.stream().map(RunScore::name).toList();
    List<RunScore> all = new ArrayList<>(run.record().scores());
    all.removeIf(score -> names.contains(score.name()));
    all.addAll(scores);
    TrainingRun scored = new TrainingRun(run.record().withScores(all), run.history());
    scored.save(path);
    return scored;
  }

  private List<RunScore> scores() {
    List<RunScore> scores = scored(Scoring::of);
    Scoring.clear(path);
    return scores;
  }

  /** Returns the pieces of the images it draws to be scored that are not there, by number. */
  public List<Integer> undrawn() {
    return scored(Scoring::missing);
  }

  /** Draws such a piece, for who scores later. */
  public void draw(int piece) {
    scored(
        (scoring, model, data) -> {
          scoring.make(model, data, piece);
          return piece;
        });
  }

  /** What is done with the trained model, its data, and what is kept while it is scored. */
  private interface Scored<R> {
    R of(Scoring scoring, Recipe.Prepared model, RunData data);
  }

  private <R> R scored(Scored<R> action) {
    RunRecord record = run().record();
    try (Recipe.Prepared model = model()) {
      RunData data = plan(record).images(side(model.experiment(record.name())));
      return action.of(new Scoring(path, weights(record.name())), model, data);
    }
  }

  private Table beside(List<RunScore> recorded, List<RunScore> now) {
    StringColumn names = StringColumn.create("score");
    DoubleColumn before = DoubleColumn.create("recorded");
    StringColumn intervals = StringColumn.create("95 % interval");
    DoubleColumn values = DoubleColumn.create("computed now");
    StringColumn within = StringColumn.create("within");
    for (RunScore score : now) {
      Optional<RunScore> old = recorded.stream().filter(score::sameAs).findFirst();
      Optional<Interval> interval = old.map(RunScore::interval);
      names.append(score.name() + " (" + score.basis() + ")");
      old.ifPresentOrElse(o -> before.append(o.value()), before::appendMissing);
      intervals.append(interval.map(Interval::toString).orElse(""));
      values.append(score.value());
      within.append(interval.map(i -> i.contains(score.value()) ? "yes" : "NO").orElse(""));
    }
    return Table.create(path.toString(), names, before, intervals, values, within);
  }

  private Path recordFile() {
    return records().stream()
        .findFirst()
        .orElseThrow(() -> notARun(Files.exists(path) ? "none" : "no such folder"));
  }

  /** Returns the JSON files in this folder, which need not exist: first the one named as it is. */
  private List<Path> records() {
    String name = name(); // refuses / before anything is read in it
    if (!Files.exists(path)) {
      return List.of();
    }
    if (!Files.isDirectory(path)) {
      throw notARun("a file");
    }
    try (Stream<Path> files = Files.list(path)) {
      String own = path.toAbsolutePath().normalize().getFileName() + ".json";
      Comparator<Path> ownLast = Comparator.comparing(file -> file.endsWith(own));
      return files
          .filter(RunFolder::isRecord)
          .sorted(ownLast.reversed().thenComparing(Comparator.naturalOrder()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list run " + name + ": " + e.getMessage(), e);
    }
  }

  private static boolean isRecord(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".json") && !name.startsWith(".");
  }

  private BadFileException notARun(String actual) {
    return new BadFileException(
        path, "a run's folder with its record, NAME.json", actual, remedy());
  }

  /** Runs of the kit are called RECIPE-SEED. */
  private String remedy() {
    Matcher name = Pattern.compile("(.+)-(\\d+)").matcher(name());
    return name.matches()
        ? String.format(
            "Train it: environment/lzn train %s --seed %s --output %s",
            name.group(1), name.group(2), path)
        : "Train one with lzn train.";
  }
}
