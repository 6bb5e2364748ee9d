package org.lzn.metric;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.lzn.data.Datasets;
import org.lzn.file.BadFileException;
import org.lzn.file.Checksums;
import org.lzn.tensor.Constants;
import org.lzn.tensor.Require;

/**
 * The Inception network of FID ([Heu17], [Sze16]) in the public TorchScript file that clean-fid and
 * the StyleGAN family use: a translation of TensorFlow's graph of 2015-12-05. It is looked for in
 * {@code datasets/models/} and must have the right SHA-256; no other network may be called FID.
 *
 * <p>Pixels are first rounded to bytes, as in saved images, and handed on as 0 to 255; the network
 * itself resizes what is not 299 × 299 in TensorFlow's way, so that {@link ImageResize#NONE} leaves
 * that to it. Grey images are repeated in three channels.
 */
public final class InceptionV3 implements FeatureExtractor {
  /** The file's name in {@code datasets/models/}. */
  public static final String FILE = "inception-2015-12-05.pt";

  /** Where the file lives. */
  public static final String HOME =
      "https://nvlabs-fi-cdn.nvidia.com/stylegan2-ada-pytorch/pretrained/metrics/" + FILE;

  /** Its SHA-256, as several public programs pin it. */
  public static final String SHA256 =
      "f58cb9b6ec323ed63459aa4fb441fe750cfe39fafad6da5cb504a16f19e958f4";

  private static final int SIZE = 299;

  private final TorchScript network;
  private final String checksum;
  private final ImageResize resize;

  private InceptionV3(TorchScript network, String checksum, ImageResize resize) {
    this.network = network;
    this.checksum = checksum;
    this.resize = resize;
  }

  /**
   * Loads the network from {@code datasets/models/}.
   *
   * @throws BadFileException if the file is missing or another one
   */
  public static InceptionV3 load(ImageResize resize) {
    return load(Datasets.find("models").resolve(FILE), SHA256, resize);
  }

  static InceptionV3 load(Path file, String sha256, ImageResize resize) {
    String remedy = "Download " + HOME + " (96 MB) into the folder " + file.getParent() + ".";
    TorchScript network = TorchScript.load(file, remedy, archive -> spatial(file, sha256, archive));
    return new InceptionV3(network, sha256, resize);
  }

  /** Checks the sum and adds the method that ends at an intermediate layer. */
  private static byte[] spatial(Path file, String sha256, byte[] archive) throws IOException {
    MessageDigest digest = Checksums.sha256();
    digest.update(archive);
    String actual = Checksums.hex(digest);
    if (!actual.equals(sha256)) {
      throw new BadFileException(file, "SHA-256 " + sha256, actual, "Download " + HOME + " again.");
    }
    return SpatialLayer.addTo(archive);
  }

  @Override
  public String name() {
    return "Inception v3, " + resize;
  }

  @Override
  public String checksum() {
    return checksum;
  }

  /** Returns the features of the last pooling, shape (n, 2048). */
  @Override
  public NDArray features(NDArray images) {
    return network
        .call("forward", input(images), true, false, false)
        .reshape(images.getShape().get(0), -1);
  }

  /**
   * Returns the extractor of class probabilities, shape (n, 1008), for {@link InceptionScore}: the
   * softmax without the output's bias, as in the original score [Sal16].
   */
  public FeatureExtractor probabilities() {
    return new Part(this, "class probabilities") {
      @Override
      public NDArray features(NDArray images) {
        return network.call("forward", input(images), false, false, true);
      }
    };
  }

  /**
   * Returns the extractor of the spatial features of sFID ([Nash21]): the first 7 channels of layer
   * mixed_6/conv, 17 × 17 each, flattened to (n, 2023).
   */
  public FeatureExtractor spatial() {
    return new Part(this, "spatial features") {
      @Override
      public NDArray features(NDArray images) {
        NDArray input = input(images);
        Shape shape = input.getShape();
        boolean fits = shape.get(2) == SIZE && shape.get(3) == SIZE;
        // The method enters behind the network's own resizing and scaling.
        NDArray resized = fits ? input : ImageResize.TENSORFLOW.resize(input, SIZE, SIZE);
        NDArray scaled = resized.sub(128).mul(Constants.scalar(resized, 1 / 128.));
        return SpatialLayer.features(network.call(SpatialLayer.METHOD, scaled));
      }
    };
  }

  /** Returns pixels from 0 to 255, whole before resizing, shape (n, 3, h, w). */
  private NDArray input(NDArray images) {
    Require.shape("images", images, -1, -1, -1, -1);
    long channels = images.getShape().get(1);
    Require.that(
        channels == 3 || channels == 1,
        "images must have 3 channels, or 1, got %s",
        images.getShape());
    NDArray bytes = images.mul(Constants.scalar(images, 127.5)).add(127.5).round().clip(0, 255);
    NDArray colour = channels == 3 ? bytes : bytes.repeat(1, 3);
    return resize.resize(colour.toType(DataType.FLOAT32, false), SIZE, SIZE);
  }

  /** Frees the network, and with it its parts. */
  @Override
  public void close() {
    network.close();
  }

  /** Another output of the same network. */
  private abstract static class Part implements FeatureExtractor {
    private final InceptionV3 whole;
    private final String output;

    Part(InceptionV3 whole, String output) {
      this.whole = whole;
      this.output = output;
    }

    @Override
    public String name() {
      return whole.name() + ", " + output;
    }

    @Override
    public String checksum() {
      return whole.checksum();
    }
  }
}
