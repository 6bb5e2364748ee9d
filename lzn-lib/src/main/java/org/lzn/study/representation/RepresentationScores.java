package org.lzn.study.representation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.lzn.data.ImageDataset;
import org.lzn.metric.Accuracy;
import org.lzn.metric.LabelledFeatures;
import org.lzn.metric.LinearProbe;
import org.lzn.metric.NearestNeighbours;
import org.lzn.metric.SeedStatistics;
import org.lzn.run.RunScore;
import org.lzn.task.Represent;

/**
 * The scores of frozen features: linear probes with all labels and with few, and nearest
 * neighbours; all in percent, as the paper gives them.
 *
 * @param evaluation how many images and labels
 */
public record RepresentationScores(RepresentationStudy.Evaluation evaluation) {
  private static final int DRAWS = 5;
  private static final int FEW = 1000;
  private static final String TOP1 = "top1";

  /** What makes features of images: the rows of all images of a data set. */
  @FunctionalInterface
  public interface Representation {
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
  public static LabelledFeatures labelled(Representation features, ImageDataset data) {
    int[] all = IntStream.range(0, data.size()).toArray();
    return new LabelledFeatures(features.of(data), data.labels(all), data.classNames().size());
  }

  /** Returns all scores of features. */
  public List<RunScore> of(Representation features, ImageDataset allTrain, ImageDataset allTest) {
    return of(labelled(features, train(allTrain)), labelled(features, test(allTest)));
  }

  /**
   * Returns all scores of the features before the head, and the full probe's of other choices of
   * representation ([Lin25] figure 19), such as "top1, with head".
   */
  public List<RunScore> of(
      Represent represent,
      List<Represent.Choice> others,
      ImageDataset allTrain,
      ImageDataset allTest) {
    LabelledFeatures train = labelled(represent::of, train(allTrain));
    LabelledFeatures test = labelled(represent::of, test(allTest));
    List<RunScore> scores = new ArrayList<>(of(train, test));
    for (Represent.Choice choice : others) {
      Represent other = represent.withChoice(choice);
      Accuracy top1 = LinearProbe.standard().of(other(other, train), other(other, test)).top1();
      scores.add(percent(TOP1 + ", " + choice, top1));
    }
    return scores;
  }

  private static LabelledFeatures other(Represent choice, LabelledFeatures features) {
    return new LabelledFeatures(choice.of(features.rows()), features.labels(), features.classes());
  }

  private List<RunScore> of(LabelledFeatures train, LabelledFeatures test) {
    List<RunScore> scores = new ArrayList<>();
    LinearProbe.Result full = LinearProbe.standard().of(train, test);
    String note = train.size() + " labels, " + full.provenance();
    scores.add(percent(TOP1, full.top1()).withNote(note));
    scores.add(percent("top5", full.top5()));
    for (int labels : evaluation.labels()) {
      if (labels < train.size()) {
        scores.add(few(labels, train, test));
      }
    }
    NearestNeighbours neighbours = new NearestNeighbours(evaluation.neighbours());
    Accuracy voted = neighbours.accuracy(train, test);
    scores.add(percent("knn", voted).withNote("k = " + neighbours.k() + ", cosine"));
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
    SeedStatistics over = SeedStatistics.of(found);
    String note =
        draws == 1
            ? "one draw of the labels"
            : String.format(
                Locale.ROOT,
                "mean of %d draws of the labels, standard deviation %.2f",
                draws,
                over.deviation());
    return RunScore.of(TOP1 + " of " + labels + " labels", over.mean())
        .withSamples(test.size())
        .withNote(note);
  }

  private static RunScore percent(String name, Accuracy accuracy) {
    return RunScore.percent(name, accuracy.value(), accuracy.samples());
  }
}
