package org.lzn.benchmark;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.lzn.codec.Images;
import org.lzn.codec.Labels;
import org.lzn.data.ImageDataset;
import org.lzn.data.MemoryImages;
import org.lzn.experiment.CaseStudies;
import org.lzn.experiment.JointStudy;
import org.lzn.experiment.Machine;
import org.lzn.train.LabelAlignment;
import org.lzn.train.Objective;
import org.lzn.train.Trainer;
import org.lzn.train.TrainingHistory;
import org.lzn.train.TrainingListener;
import org.lzn.train.TrainingOptions;

/**
 * One step of case study 3 at the paper's settings for CIFAR10 on images made here, and its
 * held-out loss; the networks' sizes, seconds of the step and peak memory. Arguments: batch (the
 * paper's is 2000), micro-batch.
 */
public final class PaperJointStep {
  private PaperJointStep() {}

  /** Trains one step and prints what it took. */
  public static void main(String[] arguments) {
    int batch = Integer.parseInt(arguments[0]);
    int microBatch = Integer.parseInt(arguments[1]);
    JointStudy paper = CaseStudies.jointCifar10();
    TrainingOptions options =
        paper
            .training()
            .withSteps(1)
            .withBatch(batch)
            .withMicroBatch(microBatch)
            .withHeldOut(new TrainingOptions.HeldOut(1, batch));
    int classes = paper.labels().classes();
    ImageDataset noise = images(batch, paper.model().shape(), classes);
    try (Images images = paper.model().withLatents(1, classes);
        Labels labels = paper.labels(1)) {
      System.out.println(images.describe() + ", " + classes + " anchors of labels");
      var align =
          new LabelAlignment(labels, images.encoder().orElseThrow(), paper.labels().alignment());
      Objective joint = Objective.flowMatching(images, labels).plus(align);
      try (Trainer trainer = new Trainer(joint, options)) {
        TrainingHistory history = trainer.train(noise, noise, TrainingListener.NONE);
        print(batch, microBatch, history);
      }
    }
  }

  private static void print(int batch, int microBatch, TrainingHistory history) {
    System.out.printf(
        Locale.ROOT,
        "batch %d, micro-batch %d: loss %.4f, held-out %.4f, %s, %.1f s, peak %.2f GiB%n",
        batch,
        microBatch,
        history.last().train(),
        history.last().heldOut(),
        history.counts(),
        history.last().seconds(),
        Machine.peakMemoryBytes() / (double) (1 << 30));
  }

  /** Returns images of noise whose labels take turns. */
  private static ImageDataset images(int n, Shape shape, int classes) {
    byte[] pixels = new byte[Math.multiplyExact(n, (int) shape.size())];
    new SplittableRandom(1).nextBytes(pixels);
    byte[] labels = new byte[n];
    for (int i = 0; i < n; i++) {
      labels[i] = (byte) (i % classes);
    }
    List<String> names = IntStream.range(0, classes).mapToObj(String::valueOf).toList();
    return MemoryImages.of("noise", "made by the benchmark", shape, names, pixels, labels);
  }
}
