package org.lzn.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
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

/**
 * The training loop, the same for every objective: batch, loss, gradients, clipping, Adam, average.
 *
 * <p>Step k of a run is a function of the weights before it, the seed and k. A step whose loss or
 * gradient is not finite changes nothing and is counted; {@value #PATIENCE} of them one after the
 * other, or a held-out loss that is not finite, end the training.
 */
public final class Trainer implements AutoCloseable {
  private static final int LOADER_THREADS =
      Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
  private static final int BATCHES_AHEAD = 2;
  private static final int PATIENCE = 10;

  private final Objective objective;
  private final TrainingOptions options;
  private final Optional<Checkpoints> checkpoints;
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
    if (checkpoints.isEmpty()) {
      return train(train, heldOut, listener, null);
    }
    JsonObject run = run(checkpoints.get().settings(), train, heldOut);
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
    SeededRandom draws = SeededRandom.of(options.seed());
    Batches batches =
        new Batches(train, options.batch(), draws, objective.views(), options.company());
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
        boolean stop = stopping; // read once: who is told to stop also saves
        save(folder, stop);
        if (stop) {
          throw new TrainingStoppedException(course.step(), options.steps());
        }
      }
    }
    learner.swap();
    return course.history();
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
      double loss = evaluate(heldOut, measures);
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
        checkpoints.isPresent()
            && (stop || course.step() % checkpoints.get().every() == 0 || last());
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
  private JsonObject run(Map<String, Object> settings, ImageDataset train, ImageDataset heldOut) {
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("training", options.withSteps(1));
    run.put("settings", settings);
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

  /** Takes one step and returns the loss of its batch. */
  public double step(LoadedBatch loaded, SeededRandom draws) {
    try (Scope scope = Scope.open();
        NDManager manager = learner.manager().newSubManager()) {
      Gradients.clear(learner.learning());
      double loss;
      Batch batch = Batch.of(manager, loaded).learning(loaded.labels().length - options.company());
      try (Step step = Step.training(batch, draws, options.microBatch())) {
        loss = objective.value(step);
        step.finish();
      }
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

  /** Returns the mean loss, and adds the means of what the objective measures besides. */
  private double evaluate(ImageDataset heldOut, Map<String, Double> measures) {
    int size = options.heldOutBatch(heldOut.size());
    int batches = options.heldOutImages(heldOut.size()) / size;
    double sum = 0;
    for (int b = 0; b < batches; b++) {
      try (Scope scope = Scope.open();
          NDManager manager = learner.manager().newSubManager()) {
        // The same draws whatever the run's seed: curves of two runs differ by their weights alone.
        SeededRandom draws = SeededRandom.of(0).named("held-out").at(b);
        Batch batch = heldOutBatch(manager, heldOut, draws, size, b);
        try (Step step = Step.evaluation(batch, draws, options.microBatch())) {
          sum += objective.value(step);
          step.measures()
              .forEach((name, value) -> measures.merge(name, value / batches, Double::sum));
        }
      }
    }
    return sum / batches;
  }

  private Batch heldOutBatch(
      NDManager manager, ImageDataset heldOut, SeededRandom draws, int size, int b) {
    int company = Math.min(options.company(), heldOut.size() - size);
    if (objective.views().size() > 1) {
      Batches batches = new Batches(heldOut, size, draws, objective.views(), company);
      return Batch.of(manager, batches.load(b)).learning(size);
    }
    int[] indices =
        IntStream.range(b * size, (b + 1) * size + company).map(i -> i % heldOut.size()).toArray();
    return Batch.of(manager, heldOut, indices).learning(size);
  }
}
