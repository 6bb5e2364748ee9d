package org.lzn.data;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.lzn.file.BadFileException;
import org.lzn.file.Limits;

/** Takes files out of a packed tar archive, or out of the folder it was unpacked to. */
final class Archive {
  /** The most bytes of one file; CIFAR-10's have half of that. */
  private static final int MOST = 64 << 20;

  /** The most bytes of all files, packed ones too; CIFAR-10 has 184 million. */
  private static final long MOST_TOGETHER = 1L << 30;

  /** The most bytes between two files: headers, and names that are long. */
  private static final int MOST_HEADER = 1 << 20;

  private static final String REMEDY = "Put a fresh copy there: see datasets/README.md.";

  private Archive() {}

  /**
   * Returns the contents of the files of the given names, in whichever folder of the archive.
   *
   * @param source a {@code .tar.gz}, or the folder that holds the files
   * @throws BadFileException if one is missing or larger than {@value #MOST} bytes, or the archive
   *     is damaged
   */
  static Map<String, byte[]> read(Path source, Collection<String> names) {
    Map<String, byte[]> files = new HashMap<>();
    try {
      if (Files.isDirectory(source)) {
        for (String name : names) {
          files.put(name, Limits.read(source.resolve(name), MOST, REMEDY));
        }
      } else {
        unpack(source, names, files);
      }
    } catch (NoSuchFileException e) {
      throw bad(Path.of(e.getFile()), "a file", "no such file", e);
    } catch (IOException | IllegalArgumentException | ArithmeticException e) {
      throw bad(source, "a whole .tar.gz archive", "a damaged one: " + e.getMessage(), e);
    }
    for (String name : names) {
      if (!files.containsKey(name)) {
        throw bad(source, "an archive with " + name, "none", null);
      }
    }
    return files;
  }

  private static void unpack(Path source, Collection<String> names, Map<String, byte[]> files)
      throws IOException {
    try (InputStream packed = new BufferedInputStream(Files.newInputStream(source));
        Allowance inflated = new Allowance(new GZIPInputStream(packed, 1 << 16));
        TarArchiveInputStream tar = new TarArchiveInputStream(inflated)) {
      long total = 0;
      inflated.allow(MOST_HEADER);
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        total = Math.addExact(total, entry.getSize());
        if (total > MOST_TOGETHER) {
          throw bad(source, "files of " + MOST_TOGETHER + " bytes together", total + "", null);
        }
        inflated.allow(entry.getSize() + MOST_HEADER);
        String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
        if (entry.isFile() && names.contains(name)) {
          files.put(name, content(source, tar, entry, name));
        }
      }
    }
  }

  private static byte[] content(
      Path source, TarArchiveInputStream tar, TarArchiveEntry entry, String name)
      throws IOException {
    if (entry.getSize() > MOST) {
      throw bad(source, name + " of at most " + MOST + " bytes", entry.getSize() + "", null);
    }
    byte[] content = tar.readAllBytes();
    if (content.length < entry.getSize()) {
      throw new IOException("it ends inside " + name);
    }
    return content;
  }

  /**
   * Hands on as many bytes as are allowed. The library reads long names and notes between the files
   * whole, however long: a few kilobytes of gzip can hold gigabytes of them.
   */
  private static final class Allowance extends FilterInputStream {
    private long left;

    Allowance(InputStream in) {
      super(in);
    }

    /** Allows so many bytes from here on. */
    void allow(long bytes) {
      left = bytes;
    }

    @Override
    public int read() throws IOException {
      int value = in.read();
      count(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      int read = in.read(bytes, from, length);
      count(Math.max(0, read));
      return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
      long skipped = in.skip(bytes);
      count(skipped);
      return skipped;
    }

    private void count(long bytes) throws IOException {
      left -= bytes;
      if (left < 0) {
        throw new IOException("more than " + MOST_HEADER + " bytes between two files");
      }
    }
  }

  private static BadFileException bad(Path file, String expected, String actual, Throwable cause) {
    return new BadFileException(file, expected, actual, REMEDY, cause);
  }
}
