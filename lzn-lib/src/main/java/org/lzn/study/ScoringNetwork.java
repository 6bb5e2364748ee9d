package org.lzn.study;

import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.lzn.data.DataSet;
import org.lzn.data.DataSetRegistry;
import org.lzn.data.Datasets;
import org.lzn.data.ImageDataset;
import org.lzn.file.BadFileException;
import org.lzn.metric.DinoV2;
import org.lzn.metric.FeatureExtractor;
import org.lzn.metric.Features;
import org.lzn.metric.ImageResize;
import org.lzn.metric.InceptionV3;
import org.lzn.metric.SmallCnnFeatures;
import org.lzn.nn.SmallCnnSettings;
import org.lzn.plot.ImageBatch;
import org.lzn.tensor.Notices;
import org.lzn.tensor.Require;

/**
 * The network by whose features generated images are compared with real ones.
 *
 * @param features its last features
 * @param probabilities of its classes
 * @param spatial features that keep places, where it has them
 * @param dinoV2 the features of another network, in which distances are taken as well
 */
public record ScoringNetwork(
    FeatureExtractor features,
    FeatureExtractor probabilities,
    Optional<FeatureExtractor> spatial,
    Optional<FeatureExtractor> dinoV2)
    implements AutoCloseable {
  static final String FEATURES = "features";

  /** The use of the probabilities of classes. */
  public static final String PROBABILITIES = "probabilities";

  static final String SPATIAL = "spatial";
  static final String DINO_V2 = "dinov2";

  /** Returns the judge of images like these; empty where none is at hand. */
  public static Optional<ScoringNetwork> of(ImageDataset images) {
    Optional<DataSet> own = setWithItsOwn(images.classNames());
    if (own.isPresent()) {
      return own.map(ScoringNetwork::of);
    }
    if (Files.exists(Datasets.find("models").resolve(InceptionV3.FILE))) {
      InceptionV3 inception = InceptionV3.load(ImageResize.CLEAN);
      return Optional.of(
          new ScoringNetwork(
              inception,
              inception.probabilities(),
              Optional.of(inception.spatial()),
              beside(inception)));
    }
    Notices.say(
        "No distances: datasets/models/" + InceptionV3.FILE + " is not there. See its README.");
    return Optional.empty();
  }

  /** Finds the data set of these classes that names a small network, which knows just these. */
  private static Optional<DataSet> setWithItsOwn(List<String> classNames) {
    return DataSetRegistry.all().stream()
        .filter(set -> set.scoringNetwork().isPresent() && set.classNames().equals(classNames))
        .findFirst();
  }

  private static ScoringNetwork of(DataSet set) {
    Require.that(
        set.shape().isPresent(),
        "the data set %s names a scoring network, which takes images of one shape: tell its shape",
        set.id());
    SmallCnnSettings settings =
        SmallCnnSettings.fashionMnist()
            .withData(set.shape().orElseThrow(), set.classNames().size());
    SmallCnnFeatures cnn =
        SmallCnnFeatures.kept(
            set.scoringNetwork().orElseThrow(), settings, "small CNN of " + set.card().title());
    return new ScoringNetwork(cnn, cnn.probabilities(), Optional.empty(), beside(cnn));
  }

  /** Returns DINOv2 where there is one; the judge it goes with is freed if its file is bad. */
  private static Optional<FeatureExtractor> beside(FeatureExtractor judge) {
    try {
      return DinoV2.find().map(Function.identity());
    } catch (BadFileException e) {
      judge.close();
      throw e;
    }
  }

  /** Returns what looks at images, by its use. */
  public Map<String, FeatureExtractor> extractors() {
    Map<String, FeatureExtractor> all = new LinkedHashMap<>();
    all.put(FEATURES, features);
    all.put(PROBABILITIES, probabilities);
    spatial.ifPresent(extractor -> all.put(SPATIAL, extractor));
    dinoV2.ifPresent(extractor -> all.put(DINO_V2, extractor));
    return all;
  }

  /** Returns what all of them see in images. */
  public Map<String, Features> seen(ImageBatch images) {
    Map<String, Features> seen = new LinkedHashMap<>();
    extractors().forEach((use, extractor) -> seen.put(use, Features.of(extractor, images)));
    return seen;
  }

  /** Tells whether its distances are the FID. */
  public boolean inception() {
    return features instanceof InceptionV3;
  }

  @Override
  public void close() {
    features.close();
    dinoV2.ifPresent(FeatureExtractor::close);
  }
}
