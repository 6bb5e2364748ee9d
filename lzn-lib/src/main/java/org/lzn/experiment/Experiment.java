package org.lzn.experiment;

import java.util.Locale;
import org.lzn.codec.ImageModel;
import org.lzn.data.ImageDataset;
import org.lzn.plot.Progress;
import org.lzn.tensor.Require;
import org.lzn.train.Objective;
import org.lzn.train.Trainer;
import org.lzn.train.TrainingHistory;
import org.lzn.train.TrainingOptions;

/**
 * A training with a name, a progress bar and a record.
 *
 * @param name of the run and of its record's file
 */
public record Experiment(String name) {
  /** Returns an experiment of that name. */
  public static Experiment named(String name) {
    return new Experiment(name);
  }

  /**
   * Trains and leaves the averaged weights in the objective's networks.
   *
   * @param objective what is minimised
   * @param model the settings of the networks, for the record
   * @param train what is learnt
   * @param heldOut what the loss is followed on
   * @param options how long and how to train
   */
  public TrainingRun fit(
      Objective objective,
      ImageModel model,
      ImageDataset train,
      ImageDataset heldOut,
      TrainingOptions options) {
    requireFit(model, train);
    requireFit(model, heldOut);
    RunRecord record =
        RunRecord.named(name)
            .withScale(Scale.current().toString())
            .withSeeds(options.seed())
            .withOptions("training", options)
            .withOptions("model", model)
            .withData(train)
            .withData(heldOut);
    TrainingHistory history = train(objective, train, heldOut, options);
    return new TrainingRun(record(record, history, options), history);
  }

  private TrainingHistory train(
      Objective objective, ImageDataset train, ImageDataset heldOut, TrainingOptions options) {
    try (Progress progress = Progress.of("training " + name, options.steps());
        Trainer trainer = new Trainer(objective, options)) {
      progress.counting("images", options.batch());
      return trainer.train(
          train,
          heldOut,
          (step, loss) -> progress.update(step, String.format(Locale.ROOT, "loss %.4f", loss)));
    }
  }

  private static RunRecord record(
      RunRecord record, TrainingHistory history, TrainingOptions options) {
    double seconds = history.last().seconds();
    double imagesPerSecond = (double) options.steps() * options.batch() / seconds;
    TrainingHistory.Counts counts = history.counts();
    return record
        .withSeconds("training", seconds)
        .withSteps(
            new RunRecord.Steps(
                options.steps(), counts.nonFinite(), counts.zeroGradients(), imagesPerSecond))
        .withScore(
            RunScore.of("held-out loss", history.last().heldOut())
                .withSamples(options.heldOut().images()))
        .finished();
  }

  private static void requireFit(ImageModel model, ImageDataset data) {
    Require.that(
        model.shape().equals(data.shape()),
        "the model is made for images of shape %s, but %s has %s",
        model.shape(),
        data.name(),
        data.shape());
  }
}
