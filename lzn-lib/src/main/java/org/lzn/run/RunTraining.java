package org.lzn.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.lzn.file.Json;
import org.lzn.file.PlainOptions;
import org.lzn.nn.WeightsFile;
import org.lzn.task.Residents;
import org.lzn.tensor.Notices;
import org.lzn.train.TrainingListener;
import org.lzn.train.WorkerAgreement;
import org.lzn.train.checkpoint.Checkpoints;
import org.lzn.workers.Workers;

/**
 * The training of a run, by one worker or by several: the first leads, the others assist.
 *
 * @param files of the run; only the first worker writes them
 * @param plan of the run, the same for all workers
 * @param checkpoints likewise
 * @param workers who train together
 */
record RunTraining(RunFiles files, RunPlan plan, Checkpoints checkpoints, Workers workers) {
  /**
   * Trains, scores and keeps the run, as the first worker; one that is finished is left alone.
   *
   * @param followers makes, once the model is there, what hears of the training
   * @throws org.lzn.file.BadFileException if this would replace a finished run of another plan
   */
  TrainingRun lead(Function<Recipe.Prepared, TrainingListener> followers) {
    Optional<FinishedRun> finished = finished();
    agree();
    boolean repeated = finished.filter(run -> run.isRepeatedBy(plan, checkpoints)).isPresent();
    if (workers.any(repeated)) {
      Notices.say(FinishedRun.LEFT_ALONE);
      return finished.orElseThrow().run();
    }
    try (Recipe.Prepared model = plan.prepare()) {
      int steps = experiment(model).training().steps();
      finished.ifPresent(run -> run.requireLonger(plan, steps, checkpoints));
      RunData data = plan.images(model);
      return keep(fit(model, data, followers), model, data);
    }
  }

  /** Takes part in a training that the first worker leads; writes nothing and scores nothing. */
  void assist() {
    agree();
    if (workers.any(false)) {
      return; // the first worker found the run finished
    }
    try (Recipe.Prepared model = plan.prepare()) {
      TrainingRun unused = fit(model, plan.images(model), of -> TrainingListener.NONE);
    }
  }

  /** Returns the run that this one would replace, if it has ended. */
  private Optional<FinishedRun> finished() {
    Path record = files.record(files.name());
    return Files.exists(record)
        ? Optional.of(new FinishedRun(files.folder(), TrainingRun.load(record)))
            .filter(finished -> finished.run().record().course().end() != null)
        : Optional.empty();
  }

  private void agree() {
    Map<String, Object> own = Map.of("plan", plan, "code", CodeVersion.current().toString());
    WorkerAgreement.require(workers, Json.tree(PlainOptions.of(own)));
  }

  private Experiment experiment(Recipe.Prepared model) {
    return model.experiment(files.name()).withPlan(plan);
  }

  private TrainingRun fit(
      Recipe.Prepared model, RunData data, Function<Recipe.Prepared, TrainingListener> followers) {
    model.check(data.train(), data.heldOut());
    return experiment(model)
        .withCheckpoints(checkpoints)
        .withWorkers(workers)
        .fit(
            model.following(data.train(), data.heldOut()),
            model.learns(data.train()),
            data.heldOut(),
            followers.apply(model));
  }

  /** Scores the model and leaves everything in the folder; returns the run with its scores. */
  private TrainingRun keep(TrainingRun trained, Recipe.Prepared model, RunData data) {
    Map<String, String> about =
        Map.of("recipe", plan.recipe(), "seed", String.valueOf(plan.seed()));
    Path folder = files.folder();
    // Under their own name once all is scored: until then an older run may have it.
    Path fresh = WeightsFile.write(Scoring.unsettled(folder), model.parts(), about);
    TrainingRun run = trained;
    for (RunScore score : new Scoring(folder, fresh).of(model, data)) {
      run = run.withScore(score);
    }
    WeightsFile.write(files.weights(files.name()), model.parts(), about);
    files.residents(files.name()).settle(model, data, Residents.USUAL, 1);
    run.save(folder);
    Scoring.clear(folder);
    return run;
  }
}
