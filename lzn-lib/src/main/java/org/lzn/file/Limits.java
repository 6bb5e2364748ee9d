package org.lzn.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * How much memory a file may take. What a file claims is compared with a bound before anything of
 * its size is made: a small file that claims much would otherwise end in an OutOfMemoryError.
 */
public final class Limits {
  private Limits() {}

  /** Returns the lesser of a number of bytes and a quarter of the memory Java may take. */
  public static long bytes(long most) {
    return Math.min(most, Runtime.getRuntime().maxMemory() / 4);
  }

  /**
   * Reads a whole file.
   *
   * @param most how many bytes it may have, fewer than 2^31
   * @param remedy what to do if it has more, a sentence
   * @throws BadFileException if it has more
   * @throws IOException if it cannot be read, or is no file but a device, say
   */
  public static byte[] read(Path file, int most, String remedy) throws IOException {
    long length = length(file);
    if (length > most) {
      throw new BadFileException(
          file, "a file of at most " + most + " bytes", length + " bytes", remedy);
    }
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(most); // what grows meanwhile still ends there
    }
  }

  /** Returns a file's length; pipes and devices, which have no end, are refused. */
  public static long length(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      throw new IOException(attributes.isDirectory() ? "a folder" : "no regular file");
    }
    return attributes.size();
  }
}
