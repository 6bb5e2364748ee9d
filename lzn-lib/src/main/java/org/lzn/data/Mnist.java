package org.lzn.data;

import ai.djl.ndarray.types.Shape;
import com.google.auto.service.AutoService;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lzn.file.BadFileException;

/**
 * MNIST: grey images of handwritten digits, 28 × 28 pixels, 60,000 to train and 10,000 to test
 * [LeC98].
 *
 * <p>The four files are read, packed or not, from the folder named by the system property {@code
 * lzn.mnist} or the environment variable {@code LZN_MNIST}, else from {@code datasets/mnist}. What
 * is missing there is fetched from a public copy and its SHA-256 checked; nothing is put into a
 * folder that a caller names.
 */
@AutoService(DataSet.class)
public final class Mnist implements DataSet {
  private static final URI HOME = URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/");
  private static final String TRAIN = "train";
  private static final String TEST = "t10k";
  private static final String PIXELS = "-images-idx3-ubyte";
  private static final String LABELS = "-labels-idx1-ubyte";
  private static final int SIDE = 28;
  private static final Shape SHAPE = new Shape(1, SIDE, SIDE);
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

  @Override
  public Card card() {
    return new Card(
        "mnist",
        "MNIST",
        "60,000 + 10,000 grey images of handwritten digits, 28 × 28",
        "CC BY-SA 3.0",
        Optional.of(URI.create("http://yann.lecun.com/exdb/mnist/")));
  }

  @Override
  public Optional<String> place() {
    return Optional.of("datasets/mnist");
  }

  @Override
  public Optional<Shape> shape() {
    return Optional.of(SHAPE);
  }

  @Override
  public List<String> classNames() {
    return CLASS_NAMES;
  }

  @Override
  public ImageDataset train(Optional<Path> folder, int side) {
    return folder.map(Mnist::train).orElseGet(Mnist::train);
  }

  @Override
  public ImageDataset test(Optional<Path> folder, int side) {
    return folder.map(Mnist::test).orElseGet(Mnist::test);
  }

  /**
   * Returns the 60,000 training images.
   *
   * @throws BadFileException if a file is missing or damaged
   */
  public static ImageDataset train() {
    return train(usual(TRAIN));
  }

  /**
   * Returns the training images in a folder.
   *
   * @throws BadFileException if a file is missing or damaged
   */
  public static ImageDataset train(Path folder) {
    return read(folder, "train", TRAIN);
  }

  /**
   * Returns the 10,000 test images.
   *
   * @throws BadFileException if a file is missing or damaged
   */
  public static ImageDataset test() {
    return test(usual(TEST));
  }

  /** Returns the test images in a folder; as {@link #train(Path)}. */
  public static ImageDataset test(Path folder) {
    return read(folder, "test", TEST);
  }

  static ImageDataset read(Path folder, String split, String prefix) {
    Idx pixels = Idx.images(file(folder, prefix + PIXELS), SIDE, SIDE);
    Path labels = file(folder, prefix + LABELS);
    Idx classes = Idx.labels(labels, CLASS_NAMES.size(), pixels);
    String name = "MNIST " + split;
    return MemoryImages.of(
        name, name + ", " + folder, SHAPE, CLASS_NAMES, pixels.data(), classes.data());
  }

  /** The usual folder, with what is missing fetched into it. */
  private static Path usual(String prefix) {
    Path folder = Datasets.folder("mnist", "mnist");
    for (String name : List.of(prefix + PIXELS, prefix + LABELS)) {
      if (present(folder, name).isEmpty()) {
        Download.of(HOME, name + ".gz", SUMS.get(name + ".gz")).into(folder);
      }
    }
    return folder;
  }

  private static Path file(Path folder, String name) {
    return present(folder, name)
        .orElseThrow(
            () ->
                new BadFileException(
                    folder.resolve(name),
                    "a file, or the same with .gz",
                    "none",
                    "Fetch " + HOME.resolve(name + ".gz") + " and put it there."));
  }

  private static Optional<Path> present(Path folder, String name) {
    return Stream.of(name, name + ".gz").map(folder::resolve).filter(Files::exists).findFirst();
  }
}
