package org.lzn.data;

import java.nio.file.Path;
import java.util.Optional;
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
 * <p>Two are equal if their text is.
 *
 * @param kind which data set
 * @param folder where it lies; empty for the usual place
 */
public record DataSource(DataSet kind, Optional<Path> folder) {
  /** Checks that images of one's own have a folder. */
  public DataSource {
    Require.that(
        !kind.needsFolder() || folder.isPresent(),
        "the data set \"%s\" needs its place: %s:PATH",
        kind.id(),
        kind.id());
  }

  /** Returns a data set in its usual place. */
  public static DataSource of(DataSet kind) {
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
    DataSet kind = DataSetRegistry.of(colon < 0 ? text : text.substring(0, colon));
    return colon < 0 ? of(kind) : new DataSource(kind, Optional.of(place(text, colon + 1)));
  }

  private static Path place(String text, int start) {
    String folder = text.substring(start);
    Require.that(
        !folder.isBlank(), "\"%s\" names no place after the colon: %sFOLDER", text, text.strip());
    // Absolute, so that a record still says where the images were read.
    return Path.of(folder).toAbsolutePath().normalize();
  }

  /**
   * Returns the training images.
   *
   * @param side of photographs, which become squares; other images have their size
   * @throws BadFileException if they are not there: it says what to fetch, and where to put it
   */
  public ImageDataset train(int side) {
    return kind.train(folder, side);
  }

  /** Returns the images that training does not see; as {@link #train}. */
  public ImageDataset test(int side) {
    return kind.test(folder, side);
  }

  /** Returns the number of classes, for which a folder must be there. */
  public int classes() {
    return kind.classes(folder);
  }

  /** Returns how generators see its training images: the paper flips; digits have a right way. */
  public View view() {
    return kind.view();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DataSource source && toString().equals(source.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  /** Returns the text that {@link #parse} reads. */
  @Override
  public String toString() {
    return kind.id() + folder.map(path -> ":" + path).orElse("");
  }
}
