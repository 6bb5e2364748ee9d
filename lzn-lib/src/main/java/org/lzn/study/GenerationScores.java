package org.lzn.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lzn.data.ImageDataset;
import org.lzn.metric.Bootstrap;
import org.lzn.metric.FeatureExtractor;
import org.lzn.metric.FeatureStatistics;
import org.lzn.metric.Features;
import org.lzn.metric.FrechetDistance;
import org.lzn.metric.FrechetExtrapolation;
import org.lzn.metric.InceptionScore;
import org.lzn.metric.KernelInceptionDistance;
import org.lzn.metric.PrecisionRecall;
import org.lzn.metric.SlicedWasserstein;
import org.lzn.plot.ImageBatch;
import org.lzn.run.RunScore;
import org.lzn.tensor.SeededRandom;

/**
 * The scores that compare generated images with those of the training set: those of [Lin25] Table 1
 * and three that hold with fewer images or on other features. With the Inception network they have
 * their usual names; with another they are called after what they are.
 */
public final class GenerationScores {
  private static final int RESAMPLES = 100;

  private GenerationScores() {}

  /** Returns the scores of generated images beside at most so many training images. */
  public static List<RunScore> of(
      ScoringNetwork judge, ImageBatch generated, ImageDataset train, int most) {
    return of(judge, judge.seen(generated), train, most);
  }

  /**
   * Returns the scores of generated images beside at most so many training images.
   *
   * @param seen what the judge sees in them, see {@link ScoringNetwork#seen}
   */
  public static List<RunScore> of(
      ScoringNetwork judge, Map<String, Features> seen, ImageDataset train, int most) {
    ImageDataset real = train.take(Math.min(most, train.size()));
    Features drawn = seen.get(ScoringNetwork.FEATURES);
    Features known = Features.of(judge.features(), real);
    List<RunScore> scores = new ArrayList<>(distances(judge, drawn, known));
    judge.spatial().ifPresent(s -> scores.add(spatial(s, seen.get(ScoringNetwork.SPATIAL), real)));
    judge.dinoV2().ifPresent(d -> scores.add(dinoV2(d, seen.get(ScoringNetwork.DINO_V2), real)));
    scores.add(classes(judge, seen.get(ScoringNetwork.PROBABILITIES)));
    scores.addAll(manifolds(judge, drawn, known));
    return scores.stream().map(s -> s.withSamples(drawn.size())).toList();
  }

  /** The distance of the drawn images, and where they are enough that of infinitely many. */
  private static List<RunScore> distances(ScoringNetwork judge, Features drawn, Features known) {
    String name = judge.inception() ? "fid" : "frechet_distance";
    FeatureStatistics reference = FeatureStatistics.of(known);
    List<RunScore> scores = new ArrayList<>();
    scores.add(distance(name, judge.features(), drawn, reference));
    if (drawn.size() >= FrechetExtrapolation.fewest(drawn.width())) {
      scores.add(infinite(name + "_infinite", judge.features(), drawn, reference));
    }
    return scores;
  }

  private static RunScore distance(
      String name, FeatureExtractor extractor, Features drawn, FeatureStatistics known) {
    // The reference stays: it is the training set itself, not a sample of it.
    Bootstrap bootstrap = new Bootstrap(RESAMPLES, SeededRandom.of(0).named("distance"));
    var found =
        bootstrap.of(drawn, sample -> FrechetDistance.between(FeatureStatistics.of(sample), known));
    return RunScore.of(name, found.value(), extractor.name())
        .withInterval(found.interval())
        .withNote("beside " + known.size() + " training images");
  }

  private static RunScore infinite(
      String name, FeatureExtractor extractor, Features drawn, FeatureStatistics known) {
    SeededRandom draws = SeededRandom.of(0).named(name);
    FrechetExtrapolation line = FrechetExtrapolation.between(drawn, known, draws);
    int least = line.points().get(0).samples();
    return RunScore.of(name, line.value(), extractor.name())
        .withNote(
            String.format(
                "extrapolated from %d to %d images, beside %d training images",
                least, drawn.size(), known.size()));
  }

  private static RunScore dinoV2(FeatureExtractor extractor, Features drawn, ImageDataset real) {
    FeatureStatistics known = FeatureStatistics.of(Features.of(extractor, real));
    return distance("fd_dinov2", extractor, drawn, known);
  }

  private static RunScore spatial(FeatureExtractor extractor, Features drawn, ImageDataset real) {
    double value = FrechetDistance.between(drawn, Features.of(extractor, real));
    return RunScore.of("sfid", value, extractor.name());
  }

  private static RunScore classes(ScoringNetwork judge, Features probabilities) {
    String name = judge.inception() ? "inception_score" : "classifier_score";
    double value = InceptionScore.of(probabilities, InceptionScore.SPLIT);
    Bootstrap bootstrap = new Bootstrap(RESAMPLES, SeededRandom.of(0).named("classes"));
    var found = bootstrap.of(probabilities, p -> InceptionScore.of(p, InceptionScore.SPLIT));
    return RunScore.of(name, value, judge.features().name()).withInterval(found.interval());
  }

  /** Precision, recall, KID and MIND, on as many real images as were drawn. */
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
        RunScore.of(kernel, KernelInceptionDistance.between(drawn, real), name),
        sliced(judge, drawn.select(IntStream.range(0, n).toArray()), real));
  }

  private static RunScore sliced(ScoringNetwork judge, Features drawn, Features real) {
    SlicedWasserstein sliced = SlicedWasserstein.monge(SeededRandom.of(0).named("sliced"));
    String name = judge.inception() ? "mind" : "sliced_wasserstein";
    return RunScore.of(name, sliced.scaled(drawn, real), judge.features().name())
        .withNote(
            String.format(
                "3d times the mean over %d directions, as MIND; %d images of each kind",
                sliced.directions(), real.size()));
  }
}
