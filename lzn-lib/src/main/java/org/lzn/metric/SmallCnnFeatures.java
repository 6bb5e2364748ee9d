package org.lzn.metric;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.Map;
import org.lzn.codec.ImageClassifier;
import org.lzn.data.Datasets;
import org.lzn.file.BadFileException;
import org.lzn.file.Checksums;
import org.lzn.nn.SmallCnn;
import org.lzn.nn.SmallCnnSettings;
import org.lzn.nn.WeightsFile;
import org.lzn.tensor.Devices;
import org.lzn.tensor.SeededRandom;

/**
 * The features of a small classifier that the kit trained itself and keeps beside the code, so that
 * images can be compared without any download. Its distances are its own: none of them is an FID.
 *
 * @param network the classifier
 * @param name which network this is
 * @param checksum the SHA-256 of its weights' file, in hexadecimal
 */
public record SmallCnnFeatures(SmallCnn network, String name, String checksum)
    implements FeatureExtractor {
  private static final String FASHION = "fashion-cnn";

  /**
   * Returns the classifier of Fashion-MNIST: images (n, 1, 28, 28) to features (n, 96).
   *
   * @throws BadFileException if its weights are missing or not those of the kit
   */
  public static SmallCnnFeatures fashionMnist() {
    return kept(FASHION, SmallCnnSettings.fashionMnist(), "small CNN of Fashion-MNIST");
  }

  /**
   * Returns a classifier that is kept in {@code datasets/models}.
   *
   * @param id its name, and its folder's, with its weights and their sum
   * @param settings those it was trained with
   * @param name which network this is
   * @throws BadFileException if its weights are missing or not those of the sum
   */
  public static SmallCnnFeatures kept(String id, SmallCnnSettings settings, String name) {
    Path file = Datasets.find("models").resolve(id).resolve(id + ".safetensors");
    Checksums.verify(file, "Restore it: git checkout -- datasets/models/" + id);
    return load(file, settings, name);
  }

  /**
   * Returns a classifier of one's own.
   *
   * @param file its weights
   * @param settings those it was trained with
   * @param name which network this is
   * @throws BadFileException if the file does not hold the weights of such a network
   */
  public static SmallCnnFeatures load(Path file, SmallCnnSettings settings, String name) {
    SmallCnn network = new SmallCnn(settings);
    network.initialize(Devices.newManager(), SeededRandom.of(0));
    WeightsFile.read(file, Map.of(ImageClassifier.PART, network));
    return new SmallCnnFeatures(network, name, Checksums.of(file));
  }

  /** Returns the same network's class probabilities, (n, K), as features. */
  public FeatureExtractor probabilities() {
    SmallCnnFeatures features = this;
    return new FeatureExtractor() {
      @Override
      public NDArray features(NDArray images) {
        return network.logits(images, false).softmax(1);
      }

      @Override
      public String name() {
        return features.name() + ", probabilities";
      }

      @Override
      public String checksum() {
        return features.checksum();
      }

      @Override
      public void close() {
        features.close();
      }
    };
  }

  @Override
  public NDArray features(NDArray images) {
    return network.features(images);
  }

  @Override
  public void close() {
    network.close();
  }
}
