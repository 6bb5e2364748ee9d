package org.lzn.study;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.lzn.data.ImageDataset;
import org.lzn.metric.Bootstrap;
import org.lzn.metric.FeatureExtractor;
import org.lzn.metric.Features;
import org.lzn.metric.FrechetDistance;
import org.lzn.metric.InceptionScore;
import org.lzn.metric.KernelInceptionDistance;
import org.lzn.metric.PrecisionRecall;
import org.lzn.plot.ImageBatch;
import org.lzn.run.RunScore;
import org.lzn.tensor.SeededRandom;

/**
 * The scores of [Lin25] Table 1 that compare generated images with those of the training set. With
 * the Inception network they have the paper's names; with another they are called after what they
 * are.
 */
public final class GenerationScores {
  private static final int RESAMPLES = 100;

  private GenerationScores() {}

  /** Returns the scores of generated images beside at most so many training images. */
  public static List<RunScore> of(
      ScoringNetwork judge, ImageBatch generated, ImageDataset train, int most) {
    ImageDataset real = train.take(Math.min(most, train.size()));
    Features drawn = Features.of(judge.features(), generated);
    Features known = Features.of(judge.features(), real);
    List<RunScore> scores = new ArrayList<>();
    scores.add(distance(judge, drawn, known));
    judge.spatial().ifPresent(s -> scores.add(spatial(s, generated, real)));
    scores.add(classes(judge, generated));
    scores.addAll(manifolds(judge, drawn, known));
    return scores.stream().map(s -> s.withSamples(generated.size())).toList();
  }

  private static RunScore distance(ScoringNetwork judge, Features drawn, Features known) {
    // The reference stays: it is the training set itself, not a sample of it.
    Bootstrap bootstrap = new Bootstrap(RESAMPLES, SeededRandom.of(0).named("distance"));
    var found = bootstrap.of(drawn, sample -> FrechetDistance.between(sample, known));
    String name = judge.inception() ? "fid" : "frechet_distance";
    return RunScore.of(name, found.value(), judge.features().name())
        .withInterval(found.interval())
        .withNote("beside " + known.size() + " training images");
  }

  private static RunScore spatial(
      FeatureExtractor extractor, ImageBatch generated, ImageDataset real) {
    double value =
        FrechetDistance.between(Features.of(extractor, generated), Features.of(extractor, real));
    return RunScore.of("sfid", value, extractor.name());
  }

  private static RunScore classes(ScoringNetwork judge, ImageBatch generated) {
    Features probabilities = Features.of(judge.probabilities(), generated);
    String name = judge.inception() ? "inception_score" : "classifier_score";
    double value = InceptionScore.of(probabilities, InceptionScore.SPLIT);
    Bootstrap bootstrap = new Bootstrap(RESAMPLES, SeededRandom.of(0).named("classes"));
    var found = bootstrap.of(probabilities, p -> InceptionScore.of(p, InceptionScore.SPLIT));
    return RunScore.of(name, value, judge.features().name()).withInterval(found.interval());
  }

  /** Precision, recall and KID, on as many real images as were drawn. */
  private static List<RunScore> manifolds(ScoringNetwork judge, Features drawn, Features known) {
    int n = Math.min(drawn.size(), known.size());
    Features real = known.select(IntStream.range(0, n).toArray());
    PrecisionRecall both = PrecisionRecall.of(real, drawn);
    String name = judge.features().name();
    String note = "k = " + PrecisionRecall.NEIGHBOURS + ", beside " + n + " training images";
    String kernel = judge.inception() ? "kid" : "kernel_distance";
    return List.of(
        RunScore.of("precision", both.precision(), name).withNote(note),
        RunScore.of("recall", both.recall(), name).withNote(note),
        RunScore.of(kernel, KernelInceptionDistance.between(drawn, real), name));
  }
}
