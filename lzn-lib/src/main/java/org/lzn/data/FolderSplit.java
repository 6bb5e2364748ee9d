package org.lzn.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.lzn.file.BadFileException;
import org.lzn.file.SafeText;
import org.lzn.tensor.Require;

/**
 * The images of a folder to train on and to test on: its folders {@code train} and {@code test} (or
 * {@code val}), as many data sets have them; else every tenth image is kept for the test.
 */
record FolderSplit(ImageFiles train, ImageFiles test) {
  private static final int EVERY = 10;

  /** Checks that both have the same classes; a single one may be called after its folder. */
  FolderSplit {
    boolean single = train.classNames().size() == 1 && test.classNames().size() == 1;
    Require.that(
        single || train.classNames().equals(test.classNames()),
        "%s has the classes %s for training, but %s for the test",
        train.name(),
        SafeText.safe(train.classNames().toString()),
        SafeText.safe(test.classNames().toString()));
  }

  static FolderSplit of(Path folder, Function<Path, ImageFiles> read) {
    Path train = folder.resolve("train");
    if (!Files.isDirectory(train)) {
      return everyTenth(folder, read.apply(folder));
    }
    for (String name : List.of("test", "val")) {
      Path test = folder.resolve(name);
      if (Files.isDirectory(test)) {
        return new FolderSplit(read.apply(train), read.apply(test));
      }
    }
    return everyTenth(train, read.apply(train));
  }

  private static FolderSplit everyTenth(Path folder, ImageFiles all) {
    if (all.size() < EVERY) {
      String remedy = "Every tenth is kept for the test, if there is no folder for it.";
      throw new BadFileException(folder, EVERY + " images or more", all.size() + "", remedy);
    }
    return new FolderSplit(
        all.only(i -> i % EVERY != EVERY - 1), all.only(i -> i % EVERY == EVERY - 1));
  }
}
