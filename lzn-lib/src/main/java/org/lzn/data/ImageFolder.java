package org.lzn.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.lzn.file.BadFileException;

/**
 * Data sets of image files in folders: AFHQ-Cat, CelebA-HQ, LSUN-Bedroom, ImageNet unpacked, or
 * anybody's own. JPEG, PNG and WebP of any size, in the order of their names.
 *
 * <p>Each real file counts once. A symbolic link to a folder elsewhere is followed; one that leads
 * back to a folder that holds it, or to what is listed already, is passed over.
 *
 * <pre>
 * ImageFolder.of(Path.of("afhq/train/cat")).sized(256)
 * </pre>
 */
public final class ImageFolder {
  private ImageFolder() {}

  /**
   * Returns the images of a folder: each of its folders is a class, if it has any; else all images
   * are of one class.
   *
   * @throws BadFileException if there are no images, a class is empty, or images lie beside classes
   */
  public static ImageFiles of(Path folder) {
    FolderTree tree = FolderTree.of(folder);
    return tree.folders().isEmpty() ? flat(folder, tree) : classes(folder, tree);
  }

  /** Returns all images below a folder, however deep, as one class named after the folder. */
  public static ImageFiles flat(Path folder) {
    return flat(folder, FolderTree.of(folder));
  }

  /** Returns the images of a folder whose every folder is a class, in the order of the names. */
  public static ImageFiles classes(Path folder) {
    return classes(folder, FolderTree.of(folder));
  }

  private static ImageFiles flat(Path folder, FolderTree tree) {
    FolderListing listing = new FolderListing(folder, tree.names());
    if (listing.size() == 0) {
      throw bad(folder, "one JPEG, PNG or WebP image or more", "none");
    }
    return ImageFiles.of(name(folder), listing, List.of(name(folder)), new int[listing.size()]);
  }

  static ImageFiles classes(Path folder, FolderTree tree) {
    if (tree.folders().isEmpty()) {
      throw bad(folder, "a folder for each class", "none");
    }
    if (!tree.images().isEmpty()) {
      String beside = tree.images().size() + " beside them, " + tree.images().get(0);
      throw bad(folder, "images in the classes' folders alone", beside);
    }
    List<String> names = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (String name : tree.folders()) {
      List<String> images = tree.names(name);
      if (images.isEmpty()) {
        throw bad(folder.resolve(name), "images of the class " + name, "an empty class folder");
      }
      labels.addAll(Collections.nCopies(images.size(), tree.folders().indexOf(name)));
      names.addAll(images);
    }
    FolderListing listing = new FolderListing(folder, List.copyOf(names));
    int[] classes = labels.stream().mapToInt(Integer::intValue).toArray();
    return ImageFiles.of(name(folder), listing, tree.folders(), classes);
  }

  private static String name(Path folder) {
    return String.valueOf(folder.toAbsolutePath().normalize().getFileName());
  }

  private static BadFileException bad(Path folder, String expected, String actual) {
    return new BadFileException(
        folder, expected, actual, "See datasets/README.md for how a folder should look.");
  }
}
