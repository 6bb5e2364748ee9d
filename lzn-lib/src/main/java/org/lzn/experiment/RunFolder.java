package org.lzn.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.lzn.codec.Images;
import org.lzn.data.FashionMnist;
import org.lzn.data.ImageBatch;
import org.lzn.data.ImageDataset;
import org.lzn.file.BadFileException;
import org.lzn.flow.OdeSolver;
import org.lzn.nn.WeightsFile;
import org.lzn.task.Task;
import org.lzn.tensor.Require;
import org.lzn.train.Checkpoints;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The folder of one run, named as the run: {@code NAME.json} (its record), {@code NAME.csv} (its
 * losses), {@code NAME.safetensors} (the averaged weights) and {@code checkpoints/} while it lasts.
 *
 * @param path of the folder
 */
public record RunFolder(Path path) {
  /** Returns the run in a folder, which need not exist yet. */
  public static RunFolder at(Path path) {
    return new RunFolder(path);
  }

  /** Returns the folder of its checkpoints. */
  public Path checkpoints() {
    return path.resolve("checkpoints");
  }

  /** Trains as planned, scores, and leaves everything in this folder. */
  public TrainingRun train(RunPlan plan, Checkpoints checkpoints) {
    ImageDataset train = FashionMnist.train();
    ImageDataset test = FashionMnist.test();
    String name = path.toAbsolutePath().normalize().getFileName().toString();
    try (Recipe.Prepared model = plan.prepare()) {
      TrainingRun run =
          model
              .experiment(name)
              .withOptions(RunPlan.KEY, plan)
              .withCheckpoints(checkpoints)
              .fit(model.objective(), train, test);
      WeightsFile.write(path.resolve(name + ".safetensors"), model.parts(), about(plan));
      for (RunScore score : model.scores(train, test)) {
        run = run.withScore(score);
      }
      run.save(path);
      return run;
    }
  }

  private static Map<String, String> about(RunPlan plan) {
    return Map.of("recipe", plan.recipe(), "seed", String.valueOf(plan.seed()));
  }

  /** Returns the run's record and losses. */
  public TrainingRun run() {
    return TrainingRun.load(record());
  }

  /** Returns the trained model; the caller closes it. */
  public Recipe.Prepared model() {
    RunRecord record = run().record();
    Recipe.Prepared model = RunPlan.of(record, record()).prepare();
    WeightsFile.read(path.resolve(record.name() + ".safetensors"), model.parts());
    return model;
  }

  /** Draws images. */
  public ImageBatch sample(int n, OdeSolver solver, long seed) {
    try (Recipe.Prepared model = model()) {
      Optional<Images> images = model.images();
      Require.that(images.isPresent(), "%s does not draw images", path);
      return Task.generate(images.get()).withSeed(seed).sample(n, solver);
    }
  }

  /** Computes the scores again and returns them beside those recorded. */
  public Table evaluate() {
    List<RunScore> recorded = run().record().scores();
    List<String> names = new ArrayList<>();
    List<Double> before = new ArrayList<>();
    List<Double> now = new ArrayList<>();
    try (Recipe.Prepared model = model()) {
      for (RunScore score : model.scores(FashionMnist.train(), FashionMnist.test())) {
        names.add(score.name() + " (" + score.basis() + ")");
        now.add(score.value());
        before.add(recorded(recorded, score));
      }
    }
    return Table.create(
        path.toString(),
        StringColumn.create("score", names),
        DoubleColumn.create("recorded", before.toArray(Double[]::new)),
        DoubleColumn.create("computed now", now.toArray(Double[]::new)));
  }

  private static Double recorded(List<RunScore> recorded, RunScore score) {
    return recorded.stream()
        .filter(r -> r.name().equals(score.name()) && r.basis().equals(score.basis()))
        .map(RunScore::value)
        .findFirst()
        .orElse(null);
  }

  private Path record() {
    try (Stream<Path> files = Files.list(path)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".json"))
          .sorted()
          .findFirst()
          .orElseThrow(() -> notARun("none"));
    } catch (IOException e) {
      if (!Files.exists(path)) {
        throw notARun("no such folder");
      }
      throw new UncheckedIOException("cannot list " + path + ": " + e.getMessage(), e);
    }
  }

  private BadFileException notARun(String actual) {
    return new BadFileException(
        path, "a run's folder with its record, NAME.json", actual, "Train one with lzn train.");
  }
}
