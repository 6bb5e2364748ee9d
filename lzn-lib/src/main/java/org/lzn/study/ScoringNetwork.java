package org.lzn.study;

import java.nio.file.Files;
import java.util.Optional;
import org.lzn.data.Datasets;
import org.lzn.data.FashionMnist;
import org.lzn.data.ImageDataset;
import org.lzn.metric.FeatureExtractor;
import org.lzn.metric.ImageResize;
import org.lzn.metric.InceptionV3;
import org.lzn.metric.SmallCnnFeatures;

/**
 * The network by whose features generated images are compared with real ones.
 *
 * @param features its last features
 * @param probabilities of its classes
 * @param spatial features that keep places, where it has them
 */
public record ScoringNetwork(
    FeatureExtractor features, FeatureExtractor probabilities, Optional<FeatureExtractor> spatial)
    implements AutoCloseable {

  /** Returns the judge of images like these; empty where none is at hand. */
  public static Optional<ScoringNetwork> of(ImageDataset images) {
    if (images.classNames().equals(FashionMnist.CLASS_NAMES)) { // those the small network knows
      SmallCnnFeatures cnn = SmallCnnFeatures.fashionMnist();
      return Optional.of(new ScoringNetwork(cnn, cnn.probabilities(), Optional.empty()));
    }
    if (Files.exists(Datasets.find("models").resolve(InceptionV3.FILE))) {
      InceptionV3 inception = InceptionV3.load(ImageResize.CLEAN);
      return Optional.of(
          new ScoringNetwork(
              inception, inception.probabilities(), Optional.of(inception.spatial())));
    }
    System.out.println(
        "No distances: datasets/models/" + InceptionV3.FILE + " is not there. See its README.");
    return Optional.empty();
  }

  /** Tells whether its distances are the FID. */
  public boolean inception() {
    return features instanceof InceptionV3;
  }

  @Override
  public void close() {
    features.close();
  }
}
