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
 * @param study the settings
 * @param name of the run and of its record's file
 */
public record Experiment(CaseStudy study, String name) {
  /** Returns the experiment of a case study under a name, such as "rf-lzn". */
  public static Experiment of(CaseStudy study, String name) {
    return new Experiment(study, name);
  }

  /**
   * Trains and leaves the averaged weights in the objective's networks.
   *
   * @param objective what is minimised
   * @param train what is learnt
   * @param heldOut what the loss is followed on
   */
  public TrainingRun fit(Objective objective, ImageDataset train, ImageDataset heldOut) {
    requireFit(train);
    requireFit(heldOut);
    TrainingOptions options = study.training();
    RunRecord record =
        RunRecord.named(name)
            .withScale(study.name())
            .withSeeds(options.seed())
            .withOptions("training", options)
            .withOptions("model", study.model())
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

  private void requireFit(ImageDataset data) {
    ImageModel model = study.model();
    Require.that(
        model.shape().equals(data.shape()),
        "the model is made for images of shape %s, but %s has %s",
        model.shape(),
        data.name(),
        data.shape());
  }
}
