package org.lzn.data;

import ai.djl.ndarray.types.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.lzn.file.BadFileException;
import org.lzn.file.Checksums;

/**
 * Fashion-MNIST: grey images of clothes, 28 × 28 pixels, ten classes [Xiao17].
 *
 * <p>The full set (60,000 training and 10,000 test images) is used where it is found: in the folder
 * named by the system property {@code lzn.data} or the environment variable {@code LZN_DATA}, else
 * where the Debian package {@code dataset-fashion-mnist} puts it. Otherwise the sample that comes
 * with the project is used: the first 10,000 training images and the whole test set. The word
 * {@code sample} in place of a folder asks for the sample. One printed line says which it is.
 */
public final class FashionMnist {
  private static final int SIDE = 28;
  private static final Shape SHAPE = new Shape(1, SIDE, SIDE);
  private static final Path DEBIAN = Path.of("/usr/share/datasets/fashion-mnist");

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

  private FashionMnist() {}

  /**
   * Returns the training images, 60,000 of them or the sample's 10,000.
   *
   * @throws BadFileException if a file is missing or damaged
   */
  public static ImageDataset train() {
    return load(source(), "train", "train");
  }

  /** Returns the training images in a folder. */
  public static ImageDataset train(Path folder) {
    return load(source(folder.toString(), DEBIAN), "train", "train");
  }

  /**
   * Returns the 10,000 test images.
   *
   * @throws BadFileException if a file is missing or damaged
   */
  public static ImageDataset test() {
    return load(source(), "test", "t10k");
  }

  /** Returns the test images in a folder. */
  public static ImageDataset test(Path folder) {
    return load(source(folder.toString(), DEBIAN), "test", "t10k");
  }

  private static ImageDataset load(Source source, String split, String prefix) {
    ImageDataset images = read(source, split, prefix);
    System.out.println(images.origin());
    return images;
  }

  private static Source source() {
    return source(System.getProperty("lzn.data", System.getenv("LZN_DATA")), DEBIAN);
  }

  /** Chooses where to read: what the reader asked for, else what is installed, else the sample. */
  static Source source(String asked, Path installed) {
    boolean free = asked == null || asked.isBlank();
    if (!free && !asked.equals("sample")) {
      return new Source(Path.of(asked), "files in " + asked, false);
    }
    if (free && Files.isDirectory(installed)) {
      return new Source(installed, "full set in " + installed, false);
    }
    String name = "fashion-mnist-sample";
    return new Source(Datasets.find(name), "sample in datasets/" + name, true);
  }

  static ImageDataset read(Source source, String split, String prefix) {
    Path images = source.file(prefix + "-images-idx3-ubyte");
    Path labels = source.file(prefix + "-labels-idx1-ubyte");
    if (source.checked()) {
      String remedy = "Restore it: git checkout -- datasets/fashion-mnist-sample";
      Checksums.verify(images, remedy);
      Checksums.verify(labels, remedy);
    }
    Idx pixels = Idx.images(images, SIDE, SIDE);
    Idx classes = Idx.labels(labels, CLASS_NAMES.size(), pixels);
    String name = "Fashion-MNIST " + split;
    return MemoryImages.of(
        name,
        name + ", " + source.description(),
        SHAPE,
        CLASS_NAMES,
        pixels.data(),
        classes.data());
  }

  /**
   * A folder with the four files.
   *
   * @param checked whether the folder lists the checksums of its files
   */
  record Source(Path folder, String description, boolean checked) {
    /** Returns the packed file, or the unpacked one if only that is there. */
    Path file(String name) {
      Path plain = folder.resolve(name);
      return Files.exists(plain) ? plain : folder.resolve(name + ".gz");
    }
  }
}
