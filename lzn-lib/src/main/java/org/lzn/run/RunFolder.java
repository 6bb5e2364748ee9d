package org.lzn.run;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.lzn.file.BadFileException;
import org.lzn.flow.OdeSolver;
import org.lzn.nn.WeightsFile;
import org.lzn.plot.ImageBatch;
import org.lzn.task.LatentNetwork;
import org.lzn.task.Residents;
import org.lzn.tensor.Require;
import org.lzn.train.TrainingListener;
import org.lzn.train.checkpoint.Checkpoints;
import org.lzn.workers.Workers;
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
    return files().name();
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
    return new RunTraining(files(), plan, checkpoints, workers).lead(followers);
  }

  /**
   * Takes part in a training that the first worker leads; writes nothing and scores nothing.
   *
   * @param plan as the first worker's
   * @param checkpoints likewise
   */
  public void assist(RunPlan plan, Checkpoints checkpoints, Workers workers) {
    new RunTraining(files(), plan, checkpoints, workers).assist();
  }

  /** Returns the run's record and losses. */
  public TrainingRun run() {
    return TrainingRun.load(files().record());
  }

  /** Tells whether the trained weights are there; of some runs only the record is kept. */
  public boolean hasWeights() {
    return !files().records().isEmpty() && Files.exists(weights(run().record()));
  }

  /** Returns the trained model; the caller closes it. */
  public Recipe.Prepared model() {
    RunRecord record = run().record();
    Recipe.Prepared model = plan(record).prepare();
    WeightsFile.read(weights(record), model.parts());
    return model;
  }

  /**
   * Returns the residents of its latent space, among which any image can be placed alone.
   *
   * @throws BadFileException if there are none, or they belong to other weights
   */
  public Residents residents() {
    return residents(run().record()).read();
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
      RunData data = plan(record).images(model);
      return residents(record).settle(model, data, n, seed).orElseThrow();
    }
  }

  /**
   * Rounds its weights to half precision, half the bytes, and chooses its residents anew by the
   * rounded weights. Recorded scores stay those of the weights before: {@link #record} computes
   * them again.
   *
   * @throws IllegalArgumentException if a weight is too large for that; then nothing has changed
   */
  public void compact() {
    RunRecord record = run().record();
    ResidentsFile residents = residents(record);
    Optional<Residents> settled =
        residents.exists() ? Optional.of(residents.read()) : Optional.empty();
    Path weights = weights(record);
    try (Recipe.Prepared model = plan(record).prepare()) {
      Map<String, String> about = WeightsFile.read(weights, model.parts());
      WeightsFile.writeHalf(weights, model.parts(), about);
    }
    settled.ifPresent(before -> settle(before.size(), before.origin().seed()));
  }

  private ResidentsFile residents(RunRecord record) {
    return files().residents(record.name());
  }

  private Path weights(RunRecord record) {
    return files().weights(record.name());
  }

  private RunPlan plan(RunRecord record) {
    return RunPlan.of(record, files().record());
  }

  /**
   * Returns the trained data types around their latent space; the caller closes it.
   *
   * @throws IllegalArgumentException if the run has no such types
   */
  public LatentNetwork types() {
    RunRecord record = run().record();
    Recipe.Prepared model = model();
    RunData data = plan(record).images(model);
    return model
        .types(model.learns(data.train()))
        .orElseThrow(
            () -> {
              model.close();
              return new IllegalArgumentException(path + " has no data types to choose from");
            });
  }

  /** Returns the images that it was trained and is scored on. */
  public RunData data() {
    RunRecord record = run().record();
    try (Recipe.Prepared model = plan(record).prepare()) {
      return plan(record).images(model);
    }
  }

  /** Draws images. */
  public ImageBatch sample(int n, OdeSolver solver, long seed) {
    try (Recipe.Prepared model = drawingModel()) {
      return model.sample(n, solver, seed);
    }
  }

  /**
   * Returns the trained model; the caller closes it.
   *
   * @throws IllegalArgumentException if it draws no images
   */
  Recipe.Prepared drawingModel() {
    Recipe.Prepared model = model();
    if (model.images().isPresent()) {
      return model;
    }
    model.close();
    throw new IllegalArgumentException(
        path
            + " does not draw images of one kind; of a run of several data types, choose one, such"
            + " as --to noto");
  }

  /** Returns the file of its weights. */
  public Path weights() {
    return weights(run().record());
  }

  /** Computes the scores again and returns them beside those recorded, with their intervals. */
  public Table evaluate() {
    return new ComparedScores(run().record().scores(), scores()).table(path.toString());
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
      RunData data = plan(record).images(model);
      return action.of(new Scoring(path, weights(record)), model, data);
    }
  }

  private RunFiles files() {
    return new RunFiles(path);
  }
}
