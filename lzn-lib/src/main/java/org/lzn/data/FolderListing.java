package org.lzn.data;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lzn.file.BadFileException;

/**
 * Image files below a folder, in the order of their names' characters.
 *
 * <p>Only names are read: what ends in .jpg, .jpeg, .png or .webp is an image, what begins with a
 * dot is passed over. A million files are a million names.
 */
record FolderListing(Path folder, List<String> names) implements Listing {
  /** What a folder holds directly: image files, and folders. */
  record Content(List<String> images, List<String> folders) {}

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
    return Files.size(place(image));
  }

  @Override
  public byte[] read(int image) throws IOException {
    return Files.readAllBytes(place(image));
  }

  /** Returns what a folder holds directly, in order. */
  static Content content(Path folder) {
    List<String> images = new ArrayList<>();
    List<String> folders = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (name.startsWith(".")) {
          continue;
        }
        if (isImage(name)) {
          images.add(name);
        } else if (Files.isDirectory(entry)) {
          folders.add(name);
        }
      }
    } catch (NoSuchFileException e) {
      throw bad(folder, "no such folder", e);
    } catch (NotDirectoryException e) {
      throw bad(folder, "a file", e);
    } catch (IOException | DirectoryIteratorException e) {
      throw bad(folder, e.toString(), e);
    }
    images.sort(null);
    folders.sort(null);
    return new Content(images, folders);
  }

  /** Returns the names of all images below a folder, however deep, each behind {@code prefix}. */
  static List<String> below(Path folder, String prefix) {
    Content content = content(folder);
    List<String> names = new ArrayList<>();
    content.images().forEach(image -> names.add(prefix + image));
    for (String inner : content.folders()) {
      names.addAll(below(folder.resolve(inner), prefix + inner + "/"));
    }
    return names;
  }

  private static BadFileException bad(Path folder, String actual, Exception cause) {
    String remedy = "See datasets/README.md for where each data set goes.";
    return new BadFileException(folder, "a folder of images", actual, remedy, cause);
  }

  static boolean isImage(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".jpg")
        || lower.endsWith(".jpeg")
        || lower.endsWith(".png")
        || lower.endsWith(".webp");
  }
}
