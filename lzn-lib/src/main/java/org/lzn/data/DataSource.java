package org.lzn.data;

import ai.djl.ndarray.types.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lzn.file.BadFileException;
import org.lzn.tensor.Require;

/**
 * A data set as the command line names it: {@code cifar10}, or {@code cifar10:FOLDER} where it does
 * not lie in its usual place. Nothing is read before it is asked for.
 *
 * <pre>
 * DataSource.parse("folder:/data/cats").train(64)
 * </pre>
 *
 * @param kind which data set
 * @param folder where it lies; empty for the usual place
 */
public record DataSource(Kind kind, Optional<Path> folder) {
  private static final double IMAGENET_RESIZED = 256 / 224.0; // of the paper's test view

  /** The data sets of [Lin25], Fashion-MNIST, MNIST, and anybody's own. */
  public enum Kind {
    /** 28 × 28, grey; the default. */
    FASHION_MNIST(""),
    /** 28 × 28, grey. */
    MNIST(""),
    /** 32 × 32, in colour. */
    CIFAR10(""),
    /** Photographs of faces of cats [Choi20]. */
    AFHQ_CAT("Fetch afhq.zip from https://github.com/clovaai/stargan-v2, unpack it"),
    /** Photographs of faces [Kar18]. */
    CELEBA_HQ("Make it as https://github.com/tkarras/progressive_growing_of_gans tells, put it"),
    /** Photographs of bedrooms [Yu15]. */
    LSUN_BEDROOM("Export it as https://github.com/fyu/lsun tells, put the image files"),
    /** Photographs of a thousand kinds of things [Rus15]. */
    IMAGENET(""),
    /** JPEG, PNG or WebP images; each folder is a class, if there are any. */
    FOLDER("Put image files");

    private final String remedy;

    Kind(String remedy) {
      this.remedy = remedy;
    }

    /** Returns the one shape of its images, (C, H, W); empty for photographs, seen at any size. */
    public Optional<Shape> shape() {
      return switch (this) {
        case FASHION_MNIST, MNIST -> Optional.of(new Shape(1, 28, 28));
        case CIFAR10 -> Optional.of(new Shape(3, 32, 32));
        default -> Optional.empty();
      };
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Checks that images of one's own have a folder. */
  public DataSource {
    Require.that(
        kind != Kind.FOLDER || folder.isPresent(),
        "the data set \"folder\" needs its place: folder:PATH");
  }

  /** Returns a data set in its usual place. */
  public static DataSource of(Kind kind) {
    return new DataSource(kind, Optional.empty());
  }

  /**
   * Reads {@code NAME} or {@code NAME:FOLDER}.
   *
   * @throws IllegalArgumentException if there is no such name, and the message has all of them; or
   *     if there is a colon and no folder
   */
  public static DataSource parse(String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    Kind kind =
        Arrays.stream(Kind.values())
            .filter(k -> k.toString().equals(name))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException(unknown(name)));
    return colon < 0 ? of(kind) : new DataSource(kind, Optional.of(place(text, colon + 1)));
  }

  private static Path place(String text, int start) {
    String folder = text.substring(start);
    Require.that(
        !folder.isBlank(), "\"%s\" names no place after the colon: %sFOLDER", text, text.strip());
    // Absolute, so that a record still says where the images were read.
    return Path.of(folder).toAbsolutePath().normalize();
  }

  private static String unknown(String name) {
    return "no data set \""
        + name
        + "\": there are "
        + Arrays.stream(Kind.values()).map(Kind::toString).collect(Collectors.joining(", "))
        + ", each also with its place, NAME:FOLDER";
  }

  /**
   * Returns the training images.
   *
   * @param side of photographs, which become squares; other images have their size
   * @throws BadFileException if they are not there: it says what to fetch, and where to put it
   */
  public ImageDataset train(int side) {
    return switch (kind) {
      case FASHION_MNIST -> folder.map(FashionMnist::train).orElseGet(FashionMnist::train);
      case MNIST -> folder.map(Mnist::train).orElseGet(Mnist::train);
      case CIFAR10 -> folder.map(Cifar10::train).orElseGet(Cifar10::train);
      case IMAGENET -> centred(folder.map(ImageNet::train).orElseGet(ImageNet::train), side);
      default -> split().train().sized(side);
    };
  }

  /** Returns the images that training does not see; as {@link #train}. */
  public ImageDataset test(int side) {
    return switch (kind) {
      case FASHION_MNIST -> folder.map(FashionMnist::test).orElseGet(FashionMnist::test);
      case MNIST -> folder.map(Mnist::test).orElseGet(Mnist::test);
      case CIFAR10 -> folder.map(Cifar10::test).orElseGet(Cifar10::test);
      case IMAGENET ->
          centred(folder.map(ImageNet::validation).orElseGet(ImageNet::validation), side);
      default -> split().test().sized(side);
    };
  }

  /** Returns the number of classes, for which a folder must be there. */
  public int classes() {
    return switch (kind) {
      case FASHION_MNIST, MNIST, CIFAR10 -> 10;
      case AFHQ_CAT, CELEBA_HQ, LSUN_BEDROOM -> 1;
      case IMAGENET, FOLDER -> train(1).classNames().size();
    };
  }

  /** Returns how generators see its training images: the paper flips; digits have a right way. */
  public View view() {
    boolean grey = kind == Kind.FASHION_MNIST || kind == Kind.MNIST;
    return grey ? View.plain() : View.plain().then(Augmentation.flip());
  }

  private static ImageFiles centred(ImageFiles images, int side) {
    return images.seen((int) Math.round(side * IMAGENET_RESIZED), side);
  }

  private FolderSplit split() {
    Path place = folder.orElseGet(() -> Datasets.find(kind.toString()));
    if (!Files.isDirectory(place)) {
      String remedy = kind.remedy + " there, or name another place: --data " + kind + ":FOLDER";
      throw new BadFileException(place, "a folder of images", "no such folder", remedy);
    }
    return switch (kind) {
      case FOLDER -> FolderSplit.of(place, ImageFolder::of);
      case AFHQ_CAT -> FolderSplit.of(place, DataSource::cats);
      default -> FolderSplit.of(place, ImageFolder::flat);
    };
  }

  private static ImageFiles cats(Path folder) {
    Path cats = folder.resolve("cat"); // beside dogs and wild animals, as the archive has it
    return ImageFolder.flat(Files.isDirectory(cats) ? cats : folder);
  }

  /** Returns the text that {@link #parse} reads. */
  @Override
  public String toString() {
    return kind + folder.map(path -> ":" + path).orElse("");
  }
}
