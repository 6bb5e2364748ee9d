package org.lzn.study.joint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.lzn.codec.ImageCodec;
import org.lzn.data.ImageDataset;
import org.lzn.flow.OdeSolver;
import org.lzn.metric.Agreement;
import org.lzn.metric.Reconstruction;
import org.lzn.plot.ImageBatch;
import org.lzn.plot.Progress;
import org.lzn.run.RunScore;
import org.lzn.task.Classify;
import org.lzn.task.ImageAnchors;
import org.lzn.task.Residents;
import org.lzn.task.Task;

/**
 * Scores of images each placed alone among residents, against the number of residents: what is lost
 * or won beside a batch's own company.
 */
public final class ResidentScores {
  /** What these scores are measured at, {@link RunScore.Basis#at}: the number of residents. */
  public static final String RESIDENTS = "residents";

  private static final int[] SIZES = {64, 256, Residents.USUAL, 4000, 10_000};
  private static final int ALONE = 256; // images asked one by one

  private ResidentScores() {}

  /** Returns a score that was taken among so many residents. */
  private static RunScore among(int residents, RunScore score) {
    return new RunScore(
            score.name() + ", " + residents + " residents",
            score.value(),
            score.spread(),
            score.basis(),
            score.note(),
            score.interval())
        .at(RESIDENTS, residents);
  }

  /** Returns how many residents are tried: the usual sizes up to a number, and that number. */
  static List<Integer> sizes(int most) {
    return IntStream.concat(Arrays.stream(SIZES).filter(n -> n < most), IntStream.of(most))
        .boxed()
        .toList();
  }

  /**
   * Returns accuracies at the centres of the zones, the answers that change when an image is asked
   * alone, and the time this takes.
   */
  static List<RunScore> classification(
      Classify classify, Residents residents, ImageAnchors images, ImageDataset test) {
    List<RunScore> scores = new ArrayList<>();
    for (int n : sizes(residents.size())) {
      int[] answers = classify.among(residents.first(n)).of(images).labels();
      double share = AccuracyGrid.accuracy(answers, test).value();
      scores.add(among(n, RunScore.percent("accuracy", share, answers.length)));
    }
    Residents usual = residents.first(Math.min(Residents.USUAL, residents.size()));
    scores.addAll(oneByOne(classify.among(usual), usual.size(), images, test));
    return scores;
  }

  private static List<RunScore> oneByOne(
      Classify classify, int n, ImageAnchors images, ImageDataset test) {
    int[] together = classify.of(images).labels();
    int[] alone = new int[Math.min(ALONE, test.size())];
    double[] milliseconds = new double[alone.length];
    for (int i = 0; i < alone.length; i++) {
      long start = System.nanoTime();
      alone[i] = classify.of(ImageBatch.of(test, i)).labels()[0];
      milliseconds[i] = (System.nanoTime() - start) * 1e-6;
    }
    Arrays.sort(milliseconds);
    double changed = Agreement.changed(Arrays.copyOf(together, alone.length), alone);
    return List.of(
        among(n, RunScore.percent("answers_changed_by_company", changed, alone.length))
            .withNote("percent of answers, each image asked alone and with all others"),
        among(n, RunScore.of("milliseconds_for_one_image", milliseconds[alone.length / 2]))
            .withSamples(alone.length)
            .withNote("median; from pixels to the answer"));
  }

  /** Returns the errors of reconstructions, one draw of each latent, with the images' labels. */
  static List<RunScore> reconstruction(
      ImageCodec images, Residents residents, ImageDataset test, int most, OdeSolver solver) {
    int n = Math.min(most, test.size());
    ImageBatch held = ImageBatch.range(test, 0, n);
    int[] labels = test.labels(IntStream.range(0, n).toArray());
    List<Integer> sizes = sizes(residents.size());
    List<RunScore> scores = new ArrayList<>();
    try (Progress progress =
        Progress.of("reconstruction among residents", sizes.size())
            .counting("images", n)
            .after(5)) {
      for (int size : sizes) {
        var task = Task.reconstruct(images).among(residents.first(size));
        double error = Reconstruction.error(held, task.of(held, labels, solver));
        scores.add(
            among(size, RunScore.of("reconstruction_l2", error))
                .withSamples(n)
                .withNote("with the label, " + solver + ", one draw of the latent"));
        progress.update(scores.size());
      }
    }
    return scores;
  }
}
