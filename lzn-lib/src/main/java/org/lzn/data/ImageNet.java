package org.lzn.data;

import com.google.auto.service.AutoService;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lzn.file.BadFileException;

/**
 * ImageNet as the competition of 2012 used it: 1,281,167 photographs to train and 50,000 to
 * validate, of 1,000 classes [Rus15]. Images are decoded when they are asked for.
 *
 * <p>The data may not be passed on, so everyone fetches their own. A folder holds
 *
 * <ul>
 *   <li>{@code train/} with a folder for each class, or {@code ILSVRC2012_img_train.tar} as it is;
 *   <li>{@code val/} with a folder for each class; or {@code val/} with the images, or {@code
 *       ILSVRC2012_img_val.tar}, and then {@code ILSVRC2012_devkit_t12.tar.gz} or that unpacked.
 * </ul>
 *
 * <p>Classes are in the order of their WordNet numbers ("n01440764").
 */
@AutoService(DataSet.class)
public final class ImageNet implements DataSet {
  private static final double RESIZED = 256 / 224.0; // of the paper's test view

  @Override
  public Card card() {
    return new Card(
        "imagenet",
        "ImageNet (2012)",
        "1,281,167 + 50,000 photographs of a thousand kinds of things",
        "by application; research, not commercial",
        Optional.of(URI.create("https://image-net.org")));
  }

  @Override
  public Optional<String> place() {
    return Optional.of("datasets/imagenet");
  }

  /** Flipped left to right half of the time, as in the paper. */
  @Override
  public View view() {
    return View.plain().then(Augmentation.flip());
  }

  @Override
  public ImageDataset train(Optional<Path> folder, int side) {
    return centred(folder.map(ImageNet::train).orElseGet(ImageNet::train), side);
  }

  @Override
  public ImageDataset test(Optional<Path> folder, int side) {
    return centred(folder.map(ImageNet::validation).orElseGet(ImageNet::validation), side);
  }

  private static ImageFiles centred(ImageFiles images, int side) {
    return images.seen((int) Math.round(side * RESIZED), side);
  }

  /** Returns the training images in {@code datasets/imagenet}, or where LZN_IMAGENET says. */
  public static ImageFiles train() {
    return train(Datasets.folder("imagenet", "imagenet"));
  }

  /** Returns the validation images in {@code datasets/imagenet}, or where LZN_IMAGENET says. */
  public static ImageFiles validation() {
    return validation(Datasets.folder("imagenet", "imagenet"));
  }

  /**
   * Returns the training images.
   *
   * @throws BadFileException if there are none or a class is empty
   */
  public static ImageFiles train(Path folder) {
    Path unpacked = folder.resolve("train");
    if (Files.isDirectory(unpacked)) {
      return ImageFolder.classes(unpacked);
    }
    TarListing listing = TarListing.of(require(folder, "ILSVRC2012_img_train.tar", unpacked));
    int[] labels = new int[listing.size()];
    List<String> classNames =
        IntStream.range(0, labels.length)
            .mapToObj(i -> classOf(listing.name(i)))
            .distinct()
            .toList();
    for (int i = 1; i < labels.length; i++) {
      // The listing is in the order of the names, so classes come one after the other.
      boolean same = classOf(listing.name(i)).equals(classOf(listing.name(i - 1)));
      labels[i] = labels[i - 1] + (same ? 0 : 1);
    }
    return ImageFiles.of("ImageNet train", listing, classNames, labels);
  }

  /**
   * Returns the validation images. The paper's test view is {@code validation().seen(256, 224)}.
   *
   * @throws BadFileException if there are none, or not as many as the kit has labels
   */
  public static ImageFiles validation(Path folder) {
    Path unpacked = folder.resolve("val");
    boolean isUnpacked = Files.isDirectory(unpacked);
    Path place = isUnpacked ? unpacked : require(folder, "ILSVRC2012_img_val.tar", unpacked);
    FolderTree tree = isUnpacked ? FolderTree.of(unpacked) : null;
    if (isUnpacked && !tree.folders().isEmpty()) {
      return ImageFolder.classes(unpacked, tree);
    }
    Listing listing =
        isUnpacked ? new FolderListing(unpacked, tree.images()) : TarListing.of(place);
    DevKit kit = DevKit.in(folder);
    kit.requireLabels(listing.size(), place);
    return ImageFiles.of(
        "ImageNet validation",
        listing,
        kit.classNames(),
        Arrays.copyOf(kit.labels(), listing.size()));
  }

  private static String classOf(String name) {
    int slash = name.indexOf('/');
    return slash < 0 ? "" : name.substring(0, slash);
  }

  private static Path require(Path folder, String archive, Path unpacked) {
    Path file = folder.resolve(archive);
    if (!Files.isRegularFile(file)) {
      throw new BadFileException(
          folder,
          "the folder " + unpacked.getFileName() + " or " + archive,
          "neither",
          "ImageNet is given out at https://image-net.org: see datasets/README.md.");
    }
    return file;
  }
}
