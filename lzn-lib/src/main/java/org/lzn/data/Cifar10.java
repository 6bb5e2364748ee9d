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
import org.lzn.file.Checksums;

/**
 * CIFAR-10: colour photographs of ten kinds of things, 32 × 32 pixels, 50,000 to train and 10,000
 * to test [Kri09].
 *
 * <p>Read from the binary or the Python archive, packed (then its SHA-256 is checked) or unpacked,
 * in the folder named by the system property {@code lzn.cifar10} or the environment variable {@code
 * LZN_CIFAR10}, else in {@code datasets/cifar-10}. If neither is there, the binary archive is
 * fetched from the data set's home.
 */
@AutoService(DataSet.class)
public final class Cifar10 implements DataSet {
  /** Where the archives come from. */
  static final URI HOME = URI.create("https://www.cs.toronto.edu/~kriz/");

  static final String BINARY = "cifar-10-binary.tar.gz";
  static final String PYTHON = "cifar-10-python.tar.gz";

  private static final Shape SHAPE = new Shape(3, 32, 32);
  private static final List<String> CLASS_NAMES =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

  private static final Edition PUBLIC =
      new Edition(
          10_000,
          Map.of(
              BINARY, "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
              PYTHON, "6d958be074577803d12ecdefd02955f39262c83c16fe9348329d7fe0b5c001ce"));

  @Override
  public Card card() {
    return new Card(
        "cifar10",
        "CIFAR-10",
        "50,000 + 10,000 colour photographs of ten kinds of things, 32 × 32",
        "none stated; the authors ask to be cited",
        Optional.of(HOME.resolve("cifar.html")));
  }

  @Override
  public Optional<String> place() {
    return Optional.of("datasets/cifar-10");
  }

  @Override
  public Optional<Shape> shape() {
    return Optional.of(SHAPE);
  }

  @Override
  public List<String> classNames() {
    return CLASS_NAMES;
  }

  /** Flipped left to right half of the time, as in the paper. */
  @Override
  public View view() {
    return View.plain().then(Augmentation.flip());
  }

  @Override
  public ImageDataset train(Optional<Path> folder, int side) {
    return folder.map(Cifar10::train).orElseGet(Cifar10::train);
  }

  @Override
  public ImageDataset test(Optional<Path> folder, int side) {
    return folder.map(Cifar10::test).orElseGet(Cifar10::test);
  }

  /** Returns the 50,000 training images. */
  public static ImageDataset train() {
    return train(usual());
  }

  /** Returns the 10,000 test images. */
  public static ImageDataset test() {
    return test(usual());
  }

  /**
   * Returns the 50,000 training images.
   *
   * @param source an archive, the folder it was unpacked to, or the folder that holds either
   * @throws BadFileException if nothing is there, or something damaged
   */
  public static ImageDataset train(Path source) {
    return PUBLIC.read(source, "train", 5);
  }

  /** Returns the 10,000 test images; as {@link #train(Path)}. */
  public static ImageDataset test(Path source) {
    return PUBLIC.read(source, "test", 1);
  }

  private static Path usual() {
    Path folder = Datasets.folder("cifar10", "cifar-10");
    return PUBLIC.isIn(folder)
        ? folder
        : Download.of(HOME, BINARY, PUBLIC.sums.get(BINARY)).into(folder);
  }

  /**
   * An edition of the archives; the tests have their own.
   *
   * @param perFile images in each file
   * @param sums SHA-256 of each archive
   */
  record Edition(int perFile, Map<String, String> sums) {
    ImageDataset read(Path source, String split, int files) {
      Path place = place(source);
      String archive = place.getFileName().toString();
      if (!Files.isDirectory(place)) {
        verify(place, sums.get(archive));
      }
      boolean binary = archive.equals(BINARY) || Files.exists(place.resolve("test_batch.bin"));
      List<String> names =
          IntStream.rangeClosed(1, files)
              .mapToObj(k -> split.equals("test") ? "test_batch" : "data_batch_" + k)
              .map(name -> binary ? name + ".bin" : name)
              .toList();
      Map<String, byte[]> contents = Archive.read(place, names);
      CifarBatch all = new CifarBatch(perFile * files);
      names.forEach(name -> all.add(place.resolve(name), contents.get(name), perFile));
      String name = "CIFAR-10 " + split;
      return MemoryImages.of(
          name, name + ", " + place, SHAPE, CLASS_NAMES, all.pixels(), all.labels());
    }

    boolean isIn(Path folder) {
      return candidates(folder).anyMatch(Edition::holds);
    }

    private static Path place(Path source) {
      return candidates(source)
          .filter(Edition::holds)
          .findFirst()
          .orElseThrow(
              () ->
                  new BadFileException(
                      source,
                      BINARY + ", " + PYTHON + " or one of them unpacked",
                      "none",
                      "Fetch " + HOME.resolve(BINARY) + " and put it there."));
    }

    private static Stream<Path> candidates(Path source) {
      Stream<Path> inside =
          Stream.of("cifar-10-batches-bin", "cifar-10-batches-py", BINARY, PYTHON)
              .map(source::resolve);
      return Stream.concat(Stream.of(source), inside);
    }

    private static boolean holds(Path place) {
      String name = String.valueOf(place.getFileName());
      return Files.exists(place.resolve("test_batch.bin"))
          || Files.exists(place.resolve("test_batch"))
          || (Files.isRegularFile(place) && (name.equals(BINARY) || name.equals(PYTHON)));
    }

    private static void verify(Path archive, String sum) {
      String actual = Checksums.of(archive);
      if (!actual.equals(sum)) {
        throw new BadFileException(
            archive, "SHA-256 " + sum, actual, "Delete it and fetch it again from " + HOME + ".");
      }
    }
  }
}
