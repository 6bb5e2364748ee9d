package org.lzn.benchmark;

import java.util.Locale;
import org.lzn.data.ImageDataset;
import org.lzn.experiment.CaseStudies;
import org.lzn.experiment.Machine;
import org.lzn.experiment.RepresentationRecipe;
import org.lzn.experiment.RepresentationStudy;
import org.lzn.train.Trainer;
import org.lzn.train.TrainingListener;
import org.lzn.train.TrainingOptions;

/**
 * One step of case study 2 at the paper's settings (ResNet-50, 224 × 224, latent 256) on images
 * made here, and its held-out loss; seconds of the step and peak memory. Arguments: batch (the
 * paper's is 8192), micro-batch.
 */
public final class PaperAlignmentStep {
  private static final int HELD_OUT = 64;

  private PaperAlignmentStep() {}

  /** Trains one step and prints what it took. */
  public static void main(String[] arguments) {
    int batch = Integer.parseInt(arguments[0]);
    int microBatch = Integer.parseInt(arguments[1]);
    RepresentationStudy paper = CaseStudies.imageNet();
    TrainingOptions options =
        paper
            .training()
            .withSteps(1)
            .withBatch(batch)
            .withMicroBatch(microBatch)
            .withHeldOut(new TrainingOptions.HeldOut(1, HELD_OUT));
    ImageDataset images = new NoiseImages(0, batch, paper.model().shape());
    try (var model = RepresentationRecipe.LZN.prepare(paper.withTraining(options), 1);
        Trainer trainer = new Trainer(model.objective(), options)) {
      var point = trainer.train(images, images, TrainingListener.NONE).last();
      System.out.printf(
          Locale.ROOT,
          "batch %d, micro-batch %d: loss %.4f, %.1f s, peak %.2f GiB%n",
          batch,
          microBatch,
          point.train(),
          point.seconds(),
          Machine.peakMemoryBytes() / (double) (1 << 30));
    }
  }
}
