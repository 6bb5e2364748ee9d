package org.lzn.data;

import ai.djl.ndarray.types.Shape;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * MNIST: grey images of handwritten digits, 28 × 28 pixels, 60,000 to train and 10,000 to test
 * [LeC98].
 *
 * <p>The four files are read, packed or not, from the folder named by the system property {@code
 * lzn.mnist} or the environment variable {@code LZN_MNIST}, else from {@code datasets/mnist}. What
 * is missing is fetched from a public copy and its SHA-256 checked.
 */
public final class Mnist {
  private static final URI HOME = URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/");
  private static final int SIDE = 28;
  private static final List<String> CLASS_NAMES =
      IntStream.range(0, 10).mapToObj(Integer::toString).toList();
  private static final Map<String, String> SUMS =
      Map.of(
          "train-images-idx3-ubyte.gz",
          "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
          "train-labels-idx1-ubyte.gz",
          "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
          "t10k-images-idx3-ubyte.gz",
          "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
          "t10k-labels-idx1-ubyte.gz",
          "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6");

  private Mnist() {}

  /**
   * Returns the 60,000 training images.
   *
   * @throws org.lzn.file.BadFileException if a file is missing or damaged
   */
  public static ImageDataset train() {
    return train(Datasets.folder("mnist", "mnist"));
  }

  /** Returns the training images in a folder. */
  public static ImageDataset train(Path folder) {
    return read(folder, "train", "train");
  }

  /**
   * Returns the 10,000 test images.
   *
   * @throws org.lzn.file.BadFileException if a file is missing or damaged
   */
  public static ImageDataset test() {
    return test(Datasets.folder("mnist", "mnist"));
  }

  /** Returns the test images in a folder. */
  public static ImageDataset test(Path folder) {
    return read(folder, "test", "t10k");
  }

  static ImageDataset read(Path folder, String split, String prefix) {
    Idx pixels = Idx.images(file(folder, prefix + "-images-idx3-ubyte"), SIDE, SIDE);
    Path labels = file(folder, prefix + "-labels-idx1-ubyte");
    Idx classes = Idx.labels(labels, CLASS_NAMES.size(), pixels);
    String name = "MNIST " + split;
    Shape shape = new Shape(1, SIDE, SIDE);
    return MemoryImages.of(
        name, name + ", " + folder, shape, CLASS_NAMES, pixels.data(), classes.data());
  }

  private static Path file(Path folder, String name) {
    Path plain = folder.resolve(name);
    Path packed = folder.resolve(name + ".gz");
    if (Files.exists(plain) || Files.exists(packed)) {
      return Files.exists(plain) ? plain : packed;
    }
    return Download.of(HOME, name + ".gz", SUMS.get(name + ".gz")).into(folder);
  }
}
