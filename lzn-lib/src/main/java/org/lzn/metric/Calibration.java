package org.lzn.metric;

import java.util.ArrayList;
import java.util.List;
import org.lzn.tensor.Require;

/**
 * Whether answers given with confidence c are right in the share c of cases ([Guo17]).
 *
 * @param bins of equal width from 0 to 1, those without answers left out
 */
public record Calibration(List<Bin> bins) {
  private static final int BINS = 15;

  /** Copies the bins. */
  public Calibration {
    bins = List.copyOf(bins);
  }

  /**
   * Answers of similar confidence.
   *
   * @param answers how many
   * @param confidence their mean
   * @param accuracy the share of right ones
   */
  public record Bin(int answers, double confidence, double accuracy) {}

  /**
   * Sorts answers into 15 bins.
   *
   * @param confidences from 0 to 1, (n)
   * @param predicted the class given to each image, (n)
   * @param labels its own class, (n)
   */
  public static Calibration of(double[] confidences, int[] predicted, int[] labels) {
    Require.that(
        confidences.length == labels.length && predicted.length == labels.length,
        "confidences and predictions must be as many as the %d labels, got %d and %d",
        labels.length,
        confidences.length,
        predicted.length);
    int[] answers = new int[BINS];
    double[] confidence = new double[BINS];
    int[] right = new int[BINS];
    for (int i = 0; i < labels.length; i++) {
      int bin = Math.min(BINS - 1, (int) (confidences[i] * BINS));
      answers[bin]++;
      confidence[bin] += confidences[i];
      right[bin] += predicted[i] == labels[i] ? 1 : 0;
    }
    List<Bin> bins = new ArrayList<>();
    for (int b = 0; b < BINS; b++) {
      if (answers[b] > 0) {
        double n = answers[b];
        bins.add(new Bin(answers[b], confidence[b] / n, right[b] / n));
      }
    }
    return new Calibration(bins);
  }

  /** Returns the expected calibration error, Σ answers/n · |accuracy - confidence|. */
  public double error() {
    int n = bins.stream().mapToInt(Bin::answers).sum();
    return bins.stream()
        .mapToDouble(b -> b.answers() * Math.abs(b.accuracy() - b.confidence()) / n)
        .sum();
  }
}
