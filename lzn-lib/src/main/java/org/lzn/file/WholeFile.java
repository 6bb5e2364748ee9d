package org.lzn.file;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * Writes files whole or not at all.
 *
 * <p>The content goes to a temporary file in the same folder, is forced to the disk, and takes the
 * file's name in one move. Whoever reads the name sees the old content or the new, never a part,
 * even after a crash.
 */
public final class WholeFile {
  private WholeFile() {}

  /**
   * Writes a file and makes its folder if need be; a file of that name is replaced.
   *
   * @return the file
   * @throws UncheckedIOException if it cannot be written; what was there before is untouched
   */
  public static Path write(Path file, Content content) {
    Path absolute = file.toAbsolutePath();
    Path part = absolute.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID());
    try {
      Files.createDirectories(absolute.getParent());
      try {
        fill(part, content);
        Files.move(part, absolute, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          SafeText.safe("cannot write " + file + ": " + e.getMessage()), e);
    }
    return file;
  }

  /** Writes a text in UTF-8. */
  public static Path write(Path file, String text) {
    return write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static void fill(Path part, Content content) throws IOException {
    try (FileOutputStream out = new FileOutputStream(part.toFile())) {
      content.writeTo(out);
      out.getFD().sync();
    }
  }

  /** What to write. */
  @FunctionalInterface
  public interface Content {
    /** Writes the content; the caller closes the stream, which is not buffered. */
    void writeTo(OutputStream out) throws IOException;
  }
}
