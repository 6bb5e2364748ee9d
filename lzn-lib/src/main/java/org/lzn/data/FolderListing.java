package org.lzn.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.lzn.file.Limits;

/**
 * Image files below a folder, as {@link FolderTree} lists them, in the order of their names'
 * characters.
 *
 * <p>What ends in .jpg, .jpeg, .png or .webp is an image. A million files are a million names.
 */
record FolderListing(Path folder, List<String> names) implements Listing {
  @Override
  public int size() {
    return names.size();
  }

  @Override
  public String name(int image) {
    return names.get(image);
  }

  @Override
  public Path place(int image) {
    return folder.resolve(names.get(image));
  }

  @Override
  public long length(int image) throws IOException {
    return Limits.length(place(image));
  }

  @Override
  public byte[] read(int image) throws IOException {
    return Files.readAllBytes(place(image));
  }

  static boolean isImage(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".jpg")
        || lower.endsWith(".jpeg")
        || lower.endsWith(".png")
        || lower.endsWith(".webp");
  }
}
