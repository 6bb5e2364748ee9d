package org.lzn.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.lzn.cluster.Cluster;
import org.lzn.report.TensorBoard;
import org.lzn.run.Recipes;
import org.lzn.run.RunFolder;
import org.lzn.run.RunPlan;
import org.lzn.run.Scale;
import org.lzn.run.TrainingRun;
import org.lzn.tensor.Devices;
import org.lzn.tensor.Notices;
import org.lzn.tensor.Require;
import org.lzn.train.TrainingListener;
import org.lzn.train.checkpoint.Checkpoints;
import org.lzn.train.checkpoint.Resume;
import org.lzn.workers.Meeting;
import org.lzn.workers.Workers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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
  private static final String AUTO = "auto";
  private static final int KEEP = 2;

  /** As torchrun, Open MPI and Slurm call the number of a worker among those of its machine. */
  private static final List<String> LOCAL_RANKS =
      List.of(LocalWorkers.LOCAL_RANK, "OMPI_COMM_WORLD_LOCAL_RANK", "SLURM_LOCALID");

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
  private String resume = AUTO;

  @Option(names = "--checkpoint-every", paramLabel = "STEPS", description = "between checkpoints")
  private int every = 100;

  @Option(names = "--keep", paramLabel = "K", description = "how many newest checkpoints are kept")
  private int keep = KEEP;

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

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = {
        "trains in N processes on this machine, each with its rows of every batch, to the same",
        "weights; on many machines a launcher starts them: see environment/README.md"
      })
  private int count = 1;

  @Option(
      names = "--on",
      paramLabel = "ADDRESS",
      description = {
        "the Apache Spark cluster whose executors are the workers, such as spark://host:7077; its",
        "machines must find this kit and the output under the same paths: see environment/README.md"
      })
  private String cluster;

  @Spec private CommandSpec spec;

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
    Require.that(count > 0, "--workers must be 1 or more, got %d", count);
    Optional<Supplier<Workers>> launched = Workers.launched(System.getenv());
    Require.that(
        (count == 1 && cluster == null) || launched.isEmpty(),
        "RANK, WORLD_SIZE or PMIX_RANK is set, so a launcher has started the workers: leave"
            + " --workers and --on out");
    if (cluster != null) {
      trainThere(run, plan);
    } else if (count > 1) {
      try (LocalWorkers others = LocalWorkers.start(count, argumentsOfOthers());
          Workers workers = others.join()) {
        train(run, plan, checkpoints, workers, 0);
      }
    } else {
      try (Workers workers = launched.map(Supplier::get).orElse(Workers.one())) {
        train(run, plan, checkpoints, workers, localRank(workers));
      }
    }
    return 0;
  }

  private void trainThere(RunFolder run, RunPlan plan) {
    Require.that(
        events == null && resume.equals(AUTO) && keep == KEEP,
        "--tensorboard, --resume and --keep are for a training of this machine: leave them or --on"
            + " out");
    Meeting.requireEngine();
    try (Cluster machines = Cluster.at(cluster)) {
      Notices.say("Training on %s: what it says is in the executors' logs.".formatted(cluster));
      System.out.println(machines.together(count, TrainTogether.of(plan, run.path(), every)));
    }
    System.out.println("All of it is in " + run.path());
  }

  private void train(
      RunFolder run, RunPlan plan, Checkpoints checkpoints, Workers workers, int local) {
    if (!workers.isAlone()) {
      Devices.choose(local);
    }
    if (workers.isFirst()) {
      lead(run, plan, checkpoints, workers);
    } else {
      run.assist(plan, checkpoints, workers);
    }
    workers.finish();
  }

  private void lead(RunFolder run, RunPlan plan, Checkpoints checkpoints, Workers workers) {
    System.out.println(
        events == null
            ? run.train(plan, checkpoints, model -> TrainingListener.NONE, workers)
            : follow(run, plan, checkpoints, workers));
    System.out.println("All of it is in " + run.path());
  }

  /** Launchers number the workers of each machine; where one does not, all are on one machine. */
  private static int localRank(Workers workers) {
    return LOCAL_RANKS.stream()
        .map(System::getenv)
        .filter(local -> local != null && local.matches("\\d{1,6}"))
        .findFirst()
        .map(Integer::valueOf)
        .orElse(workers.rank());
  }

  /** The same command but for the number of workers. */
  private List<String> argumentsOfOthers() {
    List<String> all = new ArrayList<>(spec.root().commandLine().getParseResult().originalArgs());
    int place = all.indexOf("--workers");
    if (place >= 0) {
      all.subList(place, place + 2).clear();
    }
    all.removeIf(argument -> argument.startsWith("--workers="));
    return all;
  }

  private TrainingRun follow(
      RunFolder run, RunPlan plan, Checkpoints checkpoints, Workers workers) {
    Path folder = events.isEmpty() ? run.path().resolve("tensorboard") : Path.of(events);
    System.out.println("tensorboard --logdir " + folder);
    return run.train(
        plan, checkpoints, model -> TensorBoard.of(folder, run.name(), model), workers);
  }
}
