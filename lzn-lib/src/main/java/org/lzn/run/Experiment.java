package org.lzn.run;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lzn.data.ImageDataset;
import org.lzn.objective.Objective;
import org.lzn.plot.Progress;
import org.lzn.tensor.Require;
import org.lzn.train.Trainer;
import org.lzn.train.TrainingListener;
import org.lzn.train.TrainingOptions;
import org.lzn.train.checkpoint.Checkpoints;
import org.lzn.train.checkpoint.TrainingHistory;
import org.lzn.workers.Workers;

/**
 * A training with a name, a progress bar and a record.
 *
 * @param name of the run and of its record's file
 * @param study whose settings it has
 * @param plan what it was asked for, for the record; empty for a training outside the command line
 * @param checkpoints where the training is saved as it goes; empty for nowhere
 * @param workers who train together
 */
public record Experiment(
    String name,
    Study study,
    Optional<RunPlan> plan,
    Optional<Checkpoints> checkpoints,
    Workers workers) {
  /** Returns the experiment of a case study under a name, such as "rf-lzn". */
  public static Experiment of(Study study, String name) {
    return new Experiment(name, study, Optional.empty(), Optional.empty(), Workers.one());
  }

  /** Returns the same experiment with checkpoints, from which it resumes. */
  public Experiment withCheckpoints(Checkpoints newCheckpoints) {
    return new Experiment(name, study, plan, Optional.of(newCheckpoints), workers);
  }

  /** Returns the same experiment with the plan that its record keeps. */
  Experiment withPlan(RunPlan newPlan) {
    return new Experiment(name, study, Optional.of(newPlan), checkpoints, workers);
  }

  /** Returns the same experiment, trained by several workers. */
  public Experiment withWorkers(Workers newWorkers) {
    return new Experiment(name, study, plan, checkpoints, newWorkers);
  }

  /** Returns how long and how it trains. */
  public TrainingOptions training() {
    return study.training();
  }

  /** Returns the shape of the images it is made for, (C, H, W). */
  public Shape shape() {
    return study.shape();
  }

  /**
   * Trains and leaves the averaged weights in the objective's networks.
   *
   * @param objective what is minimised
   * @param train what is learnt
   * @param heldOut what the loss is followed on
   * @param listeners hear of every step and of every point of the held-out loss
   */
  public TrainingRun fit(
      Objective objective,
      ImageDataset train,
      ImageDataset heldOut,
      TrainingListener... listeners) {
    requireFit(train);
    requireFit(heldOut);
    RunRecord record =
        RunRecord.named(name)
            .withScale(study.name())
            .withSeeds(training().seed())
            .withOptions("training", training())
            .withData(train)
            .withData(heldOut);
    for (Map.Entry<String, Object> part : study.options().entrySet()) {
      record = record.withOptions(part.getKey(), part.getValue());
    }
    if (plan.isPresent()) {
      record = record.withOptions(RunPlan.KEY, plan.get());
    }
    TrainingHistory history = train(objective, train, heldOut, List.of(listeners));
    int followed = training().heldOutImages(heldOut.size());
    return new TrainingRun(record(record, history, training(), followed), history);
  }

  private TrainingHistory train(
      Objective objective,
      ImageDataset train,
      ImageDataset heldOut,
      List<TrainingListener> listeners) {
    String code = CodeVersion.current().toString();
    Optional<Checkpoints> saved =
        checkpoints.map(c -> c.withSettings(study.options()).withCode(code));
    try (Progress progress = progress();
        Trainer trainer = new Trainer(objective, training(), saved, workers);
        StopAtShutdown stop = StopAtShutdown.of(trainer)) {
      progress.counting("images", training().batch());
      trainer.onResume(progress::startingAt);
      return trainer.train(train, heldOut, new Followers(progress, listeners));
    }
  }

  /** Of many workers one shows how far they are: the others are not patient enough to. */
  private Progress progress() {
    Progress progress = Progress.of("training " + name, training().steps());
    return workers.isFirst() ? progress : progress.after(Double.POSITIVE_INFINITY);
  }

  /** The progress bar and whoever else listens. */
  private record Followers(Progress progress, List<TrainingListener> listeners)
      implements TrainingListener {
    @Override
    public void onStep(int step, double loss) {
      progress.update(step, remark(loss));
      listeners.forEach(listener -> listener.onStep(step, loss));
    }

    @Override
    public void onPoint(TrainingHistory.Point point) {
      listeners.forEach(listener -> listener.onPoint(point));
    }
  }

  private static String remark(double loss) {
    Long memory = Machine.residentBytes();
    return String.format(Locale.ROOT, "loss %.4f", loss)
        + (memory == null ? "" : ", " + Machine.gibibytes(memory));
  }

  private static RunRecord record(
      RunRecord record, TrainingHistory history, TrainingOptions options, int followed) {
    double seconds = history.last().seconds();
    double imagesPerSecond = (double) options.steps() * options.batch() / seconds;
    TrainingHistory.Counts counts = history.counts();
    return record
        .withSegments(history.segments())
        .withSeconds("training", seconds)
        .withSteps(
            new RunCourse.Steps(
                options.steps(), counts.nonFinite(), counts.zeroGradients(), imagesPerSecond))
        .withScore(RunScore.of("held-out loss", history.last().heldOut()).withSamples(followed))
        .finished();
  }

  private void requireFit(ImageDataset data) {
    Require.that(
        shape().equals(data.shape()),
        "the model is made for images of shape %s, but %s has %s",
        shape(),
        data.name(),
        data.shape());
  }
}
