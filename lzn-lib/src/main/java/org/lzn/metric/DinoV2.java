package org.lzn.metric;

import ai.djl.ndarray.NDArray;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.lzn.data.Datasets;
import org.lzn.tensor.Constants;
import org.lzn.tensor.Require;

/**
 * The class token of a DINOv2 network ([Oqu24]), whose Fréchet distance agreed with people's
 * judgement better than FID ([Ste23]). The network is a TorchScript file of one's own, {@code
 * datasets/models/dinov2.pt}; the README there tells how to make it. Which one it is, nobody can
 * see, so that its name holds the beginning of its checksum.
 *
 * <p>As in [Ste23], an image is one of bytes, resized by Pillow's bicubic filter to 224 × 224,
 * first its width and then its height and to bytes after each, and normalised with ImageNet's means
 * and deviations.
 */
public final class DinoV2 implements FeatureExtractor {
  /** The file's name in {@code datasets/models/}. */
  public static final String FILE = "dinov2.pt";

  private static final int SIZE = 224;
  private static final int SHOWN = 12; // hexadecimal digits of the checksum

  private final TorchScriptExtractor network;

  private DinoV2(TorchScriptExtractor network) {
    this.network = network;
  }

  /**
   * Loads the network that the system property {@code lzn.dinov2} or the environment variable
   * {@code LZN_DINOV2} names, else the one in {@code datasets/models/}; empty where neither is.
   *
   * @throws org.lzn.file.BadFileException if the file is no TorchScript, or is named and missing
   */
  public static Optional<DinoV2> find() {
    String named = System.getProperty("lzn.dinov2", System.getenv("LZN_DINOV2"));
    if (named != null && !named.isBlank()) {
      return Optional.of(load(Path.of(named)));
    }
    Path usual = Datasets.find("models").resolve(FILE);
    return Files.exists(usual) ? Optional.of(load(usual)) : Optional.empty();
  }

  /**
   * Loads a network whose {@code forward} takes images (n, 3, 224, 224) and returns their class
   * tokens (n, d).
   *
   * @throws org.lzn.file.BadFileException if the file is missing or no TorchScript
   */
  public static DinoV2 load(Path file) {
    Preparation normalised = Preparation.imageNet(SIZE).withResize(ImageResize.NONE);
    return new DinoV2(TorchScriptExtractor.load("DINOv2", file, normalised));
  }

  @Override
  public String name() {
    return network.name() + ", file " + checksum().substring(0, SHOWN);
  }

  @Override
  public String checksum() {
    return network.checksum();
  }

  /** Returns the class tokens, shape (n, d). */
  @Override
  public NDArray features(NDArray images) {
    Require.shape("images", images, -1, -1, -1, -1);
    int height = (int) images.getShape().get(2);
    NDArray wide = bytes(ImageResize.CLEAN.resize(bytes(images), height, SIZE));
    return network.features(bytes(ImageResize.CLEAN.resize(wide, SIZE, SIZE)));
  }

  /** Returns images in [-1, 1] whose pixels are those of saved ones. */
  private static NDArray bytes(NDArray images) {
    NDArray whole = images.add(1).mul(Constants.scalar(images, 127.5)).round().clip(0, 255);
    return whole.mul(Constants.scalar(images, 1 / 127.5)).sub(1);
  }

  /** Frees the network. */
  @Override
  public void close() {
    network.close();
  }
}
