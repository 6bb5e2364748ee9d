package org.lzn.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.lzn.report.TensorBoard;
import org.lzn.run.Recipes;
import org.lzn.run.RunFolder;
import org.lzn.run.RunPlan;
import org.lzn.run.Scale;
import org.lzn.run.TrainingRun;
import org.lzn.tensor.Require;
import org.lzn.train.checkpoint.Checkpoints;
import org.lzn.train.checkpoint.Resume;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lzn train}: trains a model, with checkpoints, and leaves its record, losses, weights. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = {
      "Trains a model and leaves its weights, losses, scores and record in a folder.",
      "Ctrl-C ends it with a checkpoint; the same command goes on from there.",
      "A finished run is left alone: more steps go on from it, anything else needs another folder."
    },
    footer = {"", "Settings: lzn info RECIPE lists those that --set can change."})
final class TrainCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "RECIPE",
      completionCandidates = RecipeNames.class,
      description = "what to train: ${COMPLETION-CANDIDATES}")
  private String recipe;

  @Option(
      names = "--scale",
      paramLabel = "SCALE",
      description = "smoke (seconds), classroom or paper; LZN_SCALE, else classroom, if not given")
  private String scale;

  @Option(
      names = "--data",
      paramLabel = "NAME[:FOLDER]",
      completionCandidates = DataSetNames.class,
      description =
          "${COMPLETION-CANDIDATES}: each with its folder if that is not the usual one, see"
              + " datasets/README.md; folder:PATH is your own images; the recipe's usual one if not given")
  private String data;

  @Option(names = "--seed", paramLabel = "N", description = "of every random number")
  private long seed = 1;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "changes a setting, as in --set training.steps=3200; may be repeated")
  private List<String> changes = new ArrayList<>();

  @Option(
      names = "--validation",
      paramLabel = "N",
      description = {
        "holds out the last N training images and scores on these, never on the test set: for a",
        "choice among settings"
      })
  private Integer validation;

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      description = "where all is left; target/runs/RECIPE-SEED if not given")
  private Path output;

  @Option(
      names = "--resume",
      paramLabel = "WHERE",
      description = "auto: from the newest checkpoint of the output folder; never; or a checkpoint")
  private String resume = "auto";

  @Option(names = "--checkpoint-every", paramLabel = "STEPS", description = "between checkpoints")
  private int every = 100;

  @Option(names = "--keep", paramLabel = "K", description = "how many newest checkpoints are kept")
  private int keep = 2;

  @Option(
      names = "--tensorboard",
      arity = "0..1",
      paramLabel = "FOLDER",
      fallbackValue = "",
      description = {
        "writes events for TensorBoard as it goes: losses, measures, drawn images, settings; into",
        "tensorboard/ of the output folder if no other is named"
      })
  private String events;

  @Override
  public Integer call() {
    Scale size = scale == null ? Scale.current() : Scale.parse(scale);
    Require.that(
        validation == null || validation > 0, "--validation must be 1 or more, got %d", validation);
    String source = data == null ? Recipes.of(recipe).usualData() : data;
    RunPlan plan =
        new RunPlan(recipe, size, source, changes, seed, validation == null ? 0 : validation);
    Path folder = output == null ? Path.of("target", "runs", recipe + "-" + seed) : output;
    Require.that(!folder.toString().isBlank(), "--output needs the name of a folder, got nothing");
    RunFolder run = RunFolder.at(folder);
    Checkpoints checkpoints =
        Checkpoints.in(run.checkpoints())
            .withEvery(every)
            .withKeep(keep)
            .withResume(Resume.of(resume));
    System.out.println(
        events == null ? run.train(plan, checkpoints) : follow(run, plan, checkpoints));
    System.out.println("All of it is in " + folder);
    return 0;
  }

  private TrainingRun follow(RunFolder run, RunPlan plan, Checkpoints checkpoints) {
    Path folder = events.isEmpty() ? run.path().resolve("tensorboard") : Path.of(events);
    System.out.println("tensorboard --logdir " + folder);
    return run.train(plan, checkpoints, model -> TensorBoard.of(folder, run.name(), model));
  }
}
