package org.lzn.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.lzn.data.Batches;
import org.lzn.data.ImageDataset;
import org.lzn.data.LoadedBatch;
import org.lzn.data.Loader;
import org.lzn.file.Json;
import org.lzn.file.PlainOptions;
import org.lzn.objective.Batch;
import org.lzn.objective.Objective;
import org.lzn.objective.Step;
import org.lzn.tensor.Require;
import org.lzn.tensor.Scope;
import org.lzn.tensor.SeededRandom;
import org.lzn.train.checkpoint.Checkpoint;
import org.lzn.train.checkpoint.CheckpointFolder;
import org.lzn.train.checkpoint.Checkpoints;
import org.lzn.train.checkpoint.TrainerState;
import org.lzn.train.checkpoint.TrainingHistory;
import org.lzn.train.optim.Gradients;
import org.lzn.train.optim.PartOptimizers;
import org.lzn.workers.Workers;

/**
 * The training loop, the same for every objective: batch, loss, gradients, clipping, Adam, average.
 *
 * <p>Step k of a run is a function of the weights before it, the seed and k. A step whose loss or
 * gradient is not finite changes nothing and is counted; {@value #PATIENCE} of them one after the
 * other, or a held-out loss that is not finite, end the training.
 *
 * <p>Several {@link Workers} train as one: each its rows of every batch, then the gradients are
 * summed. Loss, gradients and all that is decided by them are those of the whole batch. The first
 * worker reads and writes checkpoints and takes the held-out loss.
 */
public final class Trainer implements AutoCloseable {
  private static final int LOADER_THREADS =
      Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
  private static final int BATCHES_AHEAD = 2;
  private static final int PATIENCE = 10;

  private final Objective objective;
  private final TrainingOptions options;
  private final Optional<Checkpoints> checkpoints;
  private final Workers workers;
  private final PartOptimizers learner;
  private TrainerState course = new TrainerState();
  private IntConsumer onResume = step -> {};
  private volatile boolean stopping;

  /** Prepares the weights of all parts of an objective. */
  public Trainer(Objective objective, TrainingOptions options) {
    this(objective, options, Optional.empty());
  }

  /** The same, for a training that writes checkpoints and may begin with one. */
  public Trainer(Objective objective, TrainingOptions options, Optional<Checkpoints> checkpoints) {
    this(objective, options, checkpoints, Workers.one());
  }

  /** The same, for one of many workers. */
  public Trainer(
      Objective objective,
      TrainingOptions options,
      Optional<Checkpoints> checkpoints,
      Workers workers) {
    Require.that(
        workers.isAlone() || objective.isForWorkers(),
        "the loss of %s is not written for several workers: train it with one",
        objective.parts().keySet());
    this.workers = workers;
    this.objective = objective;
    this.options = options;
    this.checkpoints = checkpoints;
    this.learner = new PartOptimizers(objective.parts(), options.optimisation());
  }

  /**
   * Trains, and leaves the averaged weights in the networks.
   *
   * @param train what is learnt
   * @param heldOut what the loss is followed on
   * @param listener hears of every step
   * @throws TrainingStoppedException if {@link #stop} was called; the networks keep the weights of
   *     the last step
   * @throws TrainingDivergedException if the loss is finite no more; the checkpoints from before
   *     are kept
   */
  public TrainingHistory train(
      ImageDataset train, ImageDataset heldOut, TrainingListener listener) {
    if (workers.isAlone() && checkpoints.isEmpty()) {
      return train(train, heldOut, listener, null);
    }
    JsonObject run = run(train, heldOut);
    JsonObject work = run.deepCopy();
    work.addProperty("steps", options.steps());
    WorkerAgreement.require(workers, work);
    if (!workers.isFirst() || checkpoints.isEmpty()) {
      return train(train, heldOut, listener, null);
    }
    try (CheckpointFolder folder = CheckpointFolder.open(checkpoints.get(), run)) {
      folder.start().ifPresent(this::resume);
      course.begin(checkpoints.get().code());
      return train(train, heldOut, listener, folder);
    }
  }

  private TrainingHistory train(
      ImageDataset train,
      ImageDataset heldOut,
      TrainingListener listener,
      CheckpointFolder folder) {
    beginTogether();
    SeededRandom draws = SeededRandom.of(options.seed());
    Batches batches =
        new Batches(train, options.batch(), draws, objective.views(), options.company())
            .sharedAs(workers.share());
    try (Loader loader = Loader.of(batches, LOADER_THREADS, BATCHES_AHEAD, options.steps())) {
      while (course.step() < options.steps()) {
        int k = course.step();
        long start = System.nanoTime();
        double loss = step(loader.batch(k), draws.at(k));
        course.add(loss, (System.nanoTime() - start) * 1e-9, learner.updates());
        course.mark();
        listener.onStep(course.step(), loss);
        if (course.notFinite() >= PATIENCE || !follow(heldOut, listener)) {
          throw diverged();
        }
        boolean stop = workers.any(stopping); // asked once: who is told to stop also saves
        save(folder, stop);
        if (stop) {
          throw new TrainingStoppedException(course.step(), options.steps());
        }
      }
    }
    learner.swap();
    return course.history();
  }

  /** Lets all workers begin where the first one does, with the same bits. */
  private void beginTogether() {
    workers.copyFromFirst(state().values());
    if (!workers.isAlone()) {
      course = Json.value(Json.parse(workers.fromFirst(Json.text(course))), TrainerState.class);
      learner.resumeAt(course.updates());
    }
  }

  /** Sets who is told the step at which a training begins, when it resumes. */
  public void onResume(IntConsumer listener) {
    onResume = listener;
  }

  /** Asks a training on another thread to end after its present step, with a checkpoint. */
  public void stop() {
    stopping = true;
  }

  /** Frees the optimiser's state; the networks stay. */
  @Override
  public void close() {
    learner.close();
  }

  /** Takes the held-out loss where it is due, and tells whether it is finite. */
  private boolean follow(ImageDataset heldOut, TrainingListener listener) {
    boolean due = course.step() % options.heldOut().every() == 0 || last();
    if (due) {
      learner.swap();
      Map<String, Double> measures = new LinkedHashMap<>();
      HeldOutLoss held = new HeldOutLoss(objective, options, heldOut);
      double loss = workers.fromFirst(workers.isFirst() ? held.take(measures) : 0);
      course.addPoint(loss, measures);
      listener.onPoint(course.points().get(course.points().size() - 1));
      learner.swap();
      return Double.isFinite(loss);
    }
    return true;
  }

  private boolean last() {
    return course.step() == options.steps();
  }

  private TrainingDivergedException diverged() {
    int since = course.step() - Math.max(1, course.notFinite()) + 1;
    String kept =
        checkpoints
            .map(c -> "The checkpoints from before are kept in " + c.folder() + ".")
            .orElse("");
    return new TrainingDivergedException(since, course.step(), kept);
  }

  /** After a step that was not finite nobody knows yet whether the weights are sound. */
  private void save(CheckpointFolder folder, boolean stop) {
    boolean sound = course.notFinite() == 0 || last();
    boolean due =
        folder != null && (stop || course.step() % checkpoints.get().every() == 0 || last());
    if (due && sound) {
      folder.save(course, state());
    }
  }

  private void resume(Checkpoint checkpoint) {
    Require.that(
        checkpoint.step() <= options.steps(),
        "%s is at step %d, beyond the %d steps of this training",
        checkpoint.file(),
        checkpoint.step(),
        options.steps());
    checkpoint.restore(state());
    course = checkpoint.course();
    learner.resumeAt(course.updates());
    onResume.accept(course.step());
  }

  private Map<String, NDArray> state() {
    Map<String, NDArray> state = learner.state();
    objective.state().forEach((name, array) -> state.put("objective." + name, array));
    return state;
  }

  /** Returns what must be the same for a checkpoint to be resumed; more steps are allowed. */
  private JsonObject run(ImageDataset train, ImageDataset heldOut) {
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("training", options.withSteps(1));
    run.put("settings", checkpoints.map(Checkpoints::settings).orElse(Map.of()));
    run.put("parts", objective.parts().keySet());
    run.put("train", train.checksum());
    run.put("held_out", heldOut.checksum());
    // By way of the text: what comes from a file must compare equal.
    JsonObject plain = Json.parse(Json.text(PlainOptions.of(run))).getAsJsonObject();
    if (options.company() == 0) {
      plain.getAsJsonObject("training").remove("anchors"); // older checkpoints do not have it
    }
    return plain;
  }

  /**
   * Takes one step and returns the loss of its batch.
   *
   * @param loaded of several workers the own rows
   */
  public double step(LoadedBatch loaded, SeededRandom draws) {
    try (Scope scope = Scope.open();
        NDManager manager = learner.manager().newSubManager()) {
      Gradients.clear(learner.learning());
      double loss;
      int n = loaded.labels().length - options.company();
      Batch batch = Batch.of(manager, loaded, workers).learning(n);
      try (Step step = Step.training(batch, draws, options.microBatch())) {
        loss = workers.sum(objective.value(step));
        step.finish();
      }
      workers.sumInPlace(learner.learning().stream().map(NDArray::getGradient).toList());
      Gradients gradients = Gradients.of(learner.learning());
      if (Double.isFinite(loss) && Double.isFinite(gradients.norm())) {
        if (gradients.anyZero()) {
          course.countZeroGradient();
        }
        learner.update(gradients);
        objective.updated();
      } else {
        course.countNonFinite();
      }
      return loss;
    }
  }
}
