package org.lzn.metric;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.Locale;
import org.lzn.file.Checksums;
import org.lzn.tensor.Require;

/**
 * Any image network saved with {@code torch.jit.save}, such as CLIP's image encoder for CMMD. Its
 * {@code forward} gets images as {@link Preparation} says and returns (n, d), or (n, ...), which is
 * flattened.
 */
public final class TorchScriptExtractor implements FeatureExtractor {
  private static final String REMEDY =
      "Give the path of a file that torch.jit.save wrote; datasets/models/README.md says more.";

  private final String name;
  private final String checksum;
  private final Preparation preparation;
  private final boolean unitLength;
  private final TorchScript network;

  private TorchScriptExtractor(
      String name,
      String checksum,
      Preparation preparation,
      boolean unitLength,
      TorchScript network) {
    this.name = name;
    this.checksum = checksum;
    this.preparation = preparation;
    this.unitLength = unitLength;
    this.network = network;
  }

  /**
   * Loads a network.
   *
   * @param name what it is, such as "CLIP ViT-L/14 336"; only {@link InceptionV3} may be called
   *     Inception
   * @throws org.lzn.file.BadFileException if the file is missing or no TorchScript
   */
  public static TorchScriptExtractor load(String name, Path file, Preparation preparation) {
    Require.that(!name.isBlank(), "an extractor needs a name, got '%s'", name);
    Require.that(
        !name.strip().toLowerCase(Locale.ROOT).startsWith("inception"),
        "only InceptionV3 may be called Inception, got '%s': its distance would pass for FID",
        name);
    TorchScript network = TorchScript.load(file, REMEDY, archive -> archive);
    return new TorchScriptExtractor(name, Checksums.of(file), preparation, false, network);
  }

  /** Returns the same network with features divided by their length, as CMMD wants them. */
  public TorchScriptExtractor withUnitLength() {
    return new TorchScriptExtractor(name, checksum, preparation, true, network);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String checksum() {
    return checksum;
  }

  @Override
  public NDArray features(NDArray images) {
    NDArray result = network.call("forward", preparation.of(images));
    NDArray features = result.reshape(images.getShape().get(0), -1);
    return unitLength ? features.div(features.norm(new int[] {1}, true)) : features;
  }

  /** Frees the network, and with it that of {@link #withUnitLength}. */
  @Override
  public void close() {
    network.close();
  }
}
