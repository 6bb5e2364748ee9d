package org.lzn.study;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.lzn.codec.ImageCodec;
import org.lzn.data.ImageDataset;
import org.lzn.metric.Bootstrap;
import org.lzn.metric.Reconstruction;
import org.lzn.plot.ImageBatch;
import org.lzn.plot.Progress;
import org.lzn.run.RunScore;
import org.lzn.study.unconditional.UnconditionalStudy;
import org.lzn.task.Task;
import org.lzn.tensor.SeededRandom;

/** The reconstruction error of [Lin25] Table 1, a mean over held-out images and over draws. */
public final class ReconstructionScore {
  private ReconstructionScore() {}

  /** Returns the score; a decoder that draws by class is told each image's own label. */
  public static RunScore of(
      ImageCodec images, ImageDataset test, UnconditionalStudy.Evaluation evaluation) {
    int n = Math.min(evaluation.reconstructions(), test.size());
    ImageBatch held = ImageBatch.range(test, 0, n);
    boolean labelled = images.decoder().classes() > 0;
    int[] labels = test.labels(IntStream.range(0, n).toArray());
    int draws = images.encoder().isPresent() ? evaluation.draws() : 1;
    double[] errors = new double[n];
    try (Progress progress = Progress.of("reconstruction", draws).counting("images", n).after(5)) {
      for (int draw = 1; draw <= draws; draw++) {
        var task = Task.reconstruct(images).withSeed(draw);
        ImageBatch back =
            labelled
                ? task.of(held, labels, evaluation.solver())
                : task.of(held, evaluation.solver());
        double[] now = Reconstruction.errors(held, back);
        Arrays.setAll(errors, i -> errors[i] + now[i] / draws);
        progress.update(draw);
      }
    }
    var found = new Bootstrap(1000, SeededRandom.of(0).named("reconstruction")).ofMean(errors);
    return RunScore.of("reconstruction_l2", found.value())
        .withInterval(found.interval())
        .withSamples(n)
        .withNote(
            (labelled ? "with the label, " : "")
                + evaluation.solver()
                + ", draws of the latent: "
                + draws);
  }
}
