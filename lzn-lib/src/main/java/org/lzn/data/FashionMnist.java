package org.lzn.data;

import ai.djl.ndarray.types.Shape;
import com.google.auto.service.AutoService;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lzn.file.BadFileException;
import org.lzn.file.Checksums;
import org.lzn.tensor.Notices;

/**
 * Fashion-MNIST: grey images of clothes, 28 × 28 pixels, ten classes [Xiao17].
 *
 * <p>The four files come with the project, in {@code datasets/fashion-mnist}, and their SHA-256 is
 * checked each time they are read. The system property {@code lzn.data} or the environment variable
 * {@code LZN_DATA} names another folder with files of these names and this format, packed or not,
 * of any number of images. One printed line says which is read.
 */
@AutoService(DataSet.class)
public final class FashionMnist implements DataSet {
  private static final String NAME = "fashion-mnist";
  private static final int SIDE = 28;
  private static final Shape SHAPE = new Shape(1, SIDE, SIDE);

  /** What the labels mean, 0 to 9. */
  public static final List<String> CLASS_NAMES =
      List.of(
          "T-shirt/top",
          "Trouser",
          "Pullover",
          "Dress",
          "Coat",
          "Sandal",
          "Shirt",
          "Sneaker",
          "Bag",
          "Ankle boot");

  @Override
  public Card card() {
    return new Card(
        NAME,
        "Fashion-MNIST",
        "60,000 + 10,000 grey images of clothes, 28 × 28",
        "MIT",
        Optional.of(URI.create("https://github.com/zalandoresearch/fashion-mnist")));
  }

  @Override
  public Optional<String> place() {
    return Optional.of("datasets/" + NAME);
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
  public Optional<String> scoringNetwork() {
    return Optional.of("fashion-cnn");
  }

  @Override
  public ImageDataset train(Optional<Path> folder, int side) {
    return folder.map(FashionMnist::train).orElseGet(FashionMnist::train);
  }

  @Override
  public ImageDataset test(Optional<Path> folder, int side) {
    return folder.map(FashionMnist::test).orElseGet(FashionMnist::test);
  }

  /**
   * Returns the training images.
   *
   * @throws BadFileException if a file is missing or damaged
   */
  public static ImageDataset train() {
    return train(Datasets.folder("data", NAME));
  }

  /** Returns the training images in a folder. */
  public static ImageDataset train(Path folder) {
    return load(folder, "train", "train");
  }

  /**
   * Returns the test images.
   *
   * @throws BadFileException if a file is missing or damaged
   */
  public static ImageDataset test() {
    return test(Datasets.folder("data", NAME));
  }

  /** Returns the test images in a folder. */
  public static ImageDataset test(Path folder) {
    return load(folder, "test", "t10k");
  }

  private static ImageDataset load(Path folder, String split, String prefix) {
    ImageDataset images = read(folder, split, prefix);
    Notices.say(images.origin());
    return images;
  }

  static ImageDataset read(Path folder, String split, String prefix) {
    Path images = file(folder, prefix + "-images-idx3-ubyte");
    Path labels = file(folder, prefix + "-labels-idx1-ubyte");
    if (Files.exists(folder.resolve(Checksums.LIST))) {
      String remedy =
          "Put a sound copy there; the project's: git checkout -- datasets/" + NAME + ".";
      Checksums.verify(images, remedy);
      Checksums.verify(labels, remedy);
    }
    Idx pixels = Idx.images(images, SIDE, SIDE);
    Idx classes = Idx.labels(labels, CLASS_NAMES.size(), pixels);
    String name = "Fashion-MNIST " + split;
    return MemoryImages.of(
        name, name + ", " + place(folder), SHAPE, CLASS_NAMES, pixels.data(), classes.data());
  }

  /** Returns the packed file, or the unpacked one if that is there. */
  private static Path file(Path folder, String name) {
    Path plain = folder.resolve(name);
    return Files.exists(plain) ? plain : folder.resolve(name + ".gz");
  }

  /** What lies in the project is called the same on every machine. */
  private static String place(Path folder) {
    boolean ours = folder.endsWith(Path.of("datasets", NAME));
    return ours ? "datasets/" + NAME : "files in " + folder;
  }
}
