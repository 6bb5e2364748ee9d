package org.lzn.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lzn.tensor.Require;

/**
 * How many images were given their own class.
 *
 * @param right by class, how many of its images
 * @param images by class, how many there are
 */
public record Accuracy(List<Integer> right, List<Integer> images) {
  /** Copies the counts and checks that they fit. */
  public Accuracy {
    Require.that(
        right.size() == images.size(),
        "%d classes have counts of right images and %d of images",
        right.size(),
        images.size());
    for (int k = 0; k < right.size(); k++) {
      Require.that(
          0 <= right.get(k) && right.get(k) <= images.get(k),
          "right images of class %d must be 0 to %d, got %d",
          k,
          images.get(k),
          right.get(k));
    }
    right = List.copyOf(right);
    images = List.copyOf(images);
    Require.that(total(images) > 0, "accuracy needs one image or more, got none");
  }

  /**
   * Counts right answers.
   *
   * @param predicted the class given to each image, (n)
   * @param labels its own class, (n)
   * @param classes the number of classes
   */
  public static Accuracy of(int[] predicted, int[] labels, int classes) {
    Require.that(
        predicted.length == labels.length,
        "predictions must be as many as the %d labels, got %d",
        labels.length,
        predicted.length);
    int[] right = new int[classes];
    int[] images = new int[classes];
    for (int i = 0; i < labels.length; i++) {
      int label = labels[i];
      Require.that(
          label >= 0 && label < classes, "labels must be 0 to %d, got %d", classes - 1, label);
      images[label]++;
      right[label] += predicted[i] == label ? 1 : 0;
    }
    return new Accuracy(list(right), list(images));
  }

  /** Returns the share of right images. */
  public double value() {
    return (double) total(right) / total(images);
  }

  /** Returns the share of right images of one class; NaN if the class has none. */
  public double ofClass(int k) {
    return right.get(k) / (double) images.get(k);
  }

  /** Returns the standard error √(p(1-p)/n) of the share. */
  public double standardError() {
    double p = value();
    return Math.sqrt(p * (1 - p) / total(images));
  }

  /** Returns the number of images. */
  public int samples() {
    return total(images);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "accuracy %.2f %% of %,d images", 100 * value(), total(images));
  }

  private static int total(List<Integer> counts) {
    return counts.stream().mapToInt(Integer::intValue).sum();
  }

  private static List<Integer> list(int[] counts) {
    List<Integer> list = new ArrayList<>();
    for (int count : counts) {
      list.add(count);
    }
    return list;
  }
}
