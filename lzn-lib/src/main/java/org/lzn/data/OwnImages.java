package org.lzn.data;

import com.google.auto.service.AutoService;
import java.nio.file.Path;
import java.util.Optional;

/** Anybody's own images: each folder in theirs is a class, if there are any. */
@AutoService(DataSet.class)
public final class OwnImages implements FolderDataSet {
  @Override
  public Card card() {
    return new Card(
        "folder",
        "your own images",
        "JPEG, PNG or WebP; each folder is a class, if there are any",
        "yours to know",
        Optional.empty());
  }

  @Override
  public Optional<String> place() {
    return Optional.empty();
  }

  @Override
  public boolean needsFolder() {
    return true;
  }

  @Override
  public int classes(Optional<Path> folder) {
    return train(folder, 1).classNames().size();
  }

  @Override
  public String remedy() {
    return "Put image files";
  }

  @Override
  public ImageFiles read(Path folder) {
    return ImageFolder.of(folder);
  }
}
