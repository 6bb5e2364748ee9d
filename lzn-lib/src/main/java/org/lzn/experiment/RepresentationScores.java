package org.lzn.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.lzn.data.ImageDataset;
import org.lzn.metric.LabelledFeatures;
import org.lzn.metric.LinearProbe;
import org.lzn.metric.NearestNeighbours;

/**
 * The scores of frozen features: linear probes with all labels and with few, and nearest
 * neighbours; all in percent, as the paper gives them.
 *
 * @param evaluation how many images and labels
 */
public record RepresentationScores(RepresentationStudy.Evaluation evaluation) {
  private static final int DRAWS = 5;
  private static final int FEW = 1000;

  /** What makes features of images: the rows of all images of a data set. */
  @FunctionalInterface
  public interface Features {
    /** Returns (n, d). */
    float[][] of(ImageDataset data);
  }

  /** Returns all pixels of each image as its features: a lower bound. */
  public static float[][] pixels(ImageDataset data) {
    return IntStream.range(0, data.size()).mapToObj(data::values).toArray(float[][]::new);
  }

  /** Returns the training images that are represented. */
  public ImageDataset train(ImageDataset all) {
    return all.take(Math.min(evaluation.train(), all.size()));
  }

  /** Returns the test images that are represented. */
  public ImageDataset test(ImageDataset all) {
    return all.take(Math.min(evaluation.test(), all.size()));
  }

  /** Returns features of all images of a data set, with their labels. */
  public static LabelledFeatures labelled(Features features, ImageDataset data) {
    int[] all = IntStream.range(0, data.size()).toArray();
    return new LabelledFeatures(features.of(data), data.labels(all), data.classNames().size());
  }

  /** Returns all scores. */
  public List<RunScore> of(Features features, ImageDataset allTrain, ImageDataset allTest) {
    LabelledFeatures train = labelled(features, train(allTrain));
    LabelledFeatures test = labelled(features, test(allTest));
    List<RunScore> scores = new ArrayList<>();
    LinearProbe.Result full = LinearProbe.standard().of(train, test);
    String note = train.size() + " labels, " + full.provenance();
    scores.add(percent("top1", full.top1().value(), test).withNote(note));
    scores.add(percent("top5", full.top5().value(), test));
    for (int labels : evaluation.labels()) {
      if (labels < train.size()) {
        scores.add(few(labels, train, test));
      }
    }
    NearestNeighbours neighbours = new NearestNeighbours(evaluation.neighbours());
    double knn = neighbours.accuracy(train, test).value();
    scores.add(percent("knn", knn, test).withNote("k = " + neighbours.k() + ", cosine"));
    return scores;
  }

  /** Returns the mean over several draws of few labels, the first block, the second and so on. */
  private static RunScore few(int labels, LabelledFeatures train, LabelledFeatures test) {
    int draws = labels <= FEW ? Math.min(DRAWS, train.size() / labels) : 1;
    double[] found = new double[draws];
    for (int d = 0; d < draws; d++) {
      LabelledFeatures part = train.range(d * labels, (d + 1) * labels);
      found[d] = 100 * LinearProbe.standard().of(part, test).top1().value();
    }
    double mean = Arrays.stream(found).average().orElseThrow();
    double square = Arrays.stream(found).map(x -> (x - mean) * (x - mean)).sum();
    return RunScore.of("top1 of " + labels + " labels", mean)
        .withSamples(test.size())
        .withNote(
            draws == 1
                ? "one draw of the labels"
                : String.format(
                    Locale.ROOT,
                    "mean of %d draws of the labels, standard deviation %.2f",
                    draws,
                    Math.sqrt(square / (draws - 1))));
  }

  private static RunScore percent(String name, double share, LabelledFeatures test) {
    return RunScore.of(name, 100 * share).withSamples(test.size());
  }
}
