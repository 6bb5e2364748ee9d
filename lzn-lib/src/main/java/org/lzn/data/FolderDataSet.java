package org.lzn.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.lzn.file.BadFileException;

/**
 * A data set of photographs that lie in a folder as JPEG, PNG or WebP files: those in its {@code
 * train} and {@code test} (or {@code val}), else every tenth is kept for the test.
 *
 * <p>Its usual place is {@code datasets/NAME}. All images are of one class, unless {@link #read}
 * and {@link #classes} say otherwise.
 */
public interface FolderDataSet extends DataSet {
  /** Returns how to get it: a sentence that ends before "there", the folder. */
  String remedy();

  /** Reads the images in a folder. */
  default ImageFiles read(Path folder) {
    return ImageFolder.flat(folder);
  }

  @Override
  default Optional<String> place() {
    return Optional.of("datasets/" + id());
  }

  @Override
  default int classes(Optional<Path> folder) {
    return 1;
  }

  /** Flipped left to right half of the time, as in the paper. */
  @Override
  default View view() {
    return View.plain().then(Augmentation.flip());
  }

  @Override
  default ImageDataset train(Optional<Path> folder, int side) {
    return split(folder).train().sized(side);
  }

  @Override
  default ImageDataset test(Optional<Path> folder, int side) {
    return split(folder).test().sized(side);
  }

  private FolderSplit split(Optional<Path> folder) {
    Path found = folder.orElseGet(() -> Datasets.find(id()));
    if (!Files.isDirectory(found)) {
      String remedy = remedy() + " there, or name another place: --data " + id() + ":FOLDER";
      throw new BadFileException(found, "a folder of images", "no such folder", remedy);
    }
    return FolderSplit.of(found, this::read);
  }
}
