package org.lzn.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.lzn.file.BadFileException;
import org.lzn.file.Limits;

/** Takes files out of a packed tar archive, or out of the folder it was unpacked to. */
final class Archive {
  /** The most bytes of one file; CIFAR-10's have half of that. */
  private static final int MOST = 64 << 20;

  /** The most bytes of all files, packed ones too; CIFAR-10 has 184 million. */
  private static final long MOST_TOGETHER = 1L << 30;

  private static final int RECORD = TarConstants.DEFAULT_RCDSIZE;
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
    } catch (IOException
        | UncheckedIOException
        | IllegalArgumentException
        | ArithmeticException e) {
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
        InputStream tar = new GZIPInputStream(packed, 1 << 16)) {
      long total = 0;
      for (TarArchiveEntry entry = next(tar); entry != null; entry = next(tar)) {
        long size = entry.getSize();
        total = Math.addExact(total, size);
        if (total > MOST_TOGETHER) {
          throw bad(source, "files of " + MOST_TOGETHER + " bytes together", total + "", null);
        }
        String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
        boolean wanted = entry.isFile() && names.contains(name);
        if (wanted) {
          files.put(name, content(source, tar, entry, name));
        }
        tar.skipNBytes((wanted ? 0 : size) + Math.floorMod(-size, RECORD));
      }
    }
  }

  /**
   * Reads a header. Notes on the file after them, long names among them, pass as files of their own
   * kind: a name that is asked for fits into its header. Commons Compress would use them, and needs
   * a newer Commons Lang for that than the IJava kernel has.
   *
   * @return null at the end
   */
  private static TarArchiveEntry next(InputStream tar) throws IOException {
    byte[] header = tar.readNBytes(RECORD);
    if (header.length == 0 || TarListing.isEnd(header)) {
      return null;
    }
    if (header.length < RECORD) {
      throw new EOFException("it ends inside a header");
    }
    TarArchiveEntry entry = new TarArchiveEntry(header);
    if (!entry.isCheckSumOK() || entry.getSize() < 0) {
      throw new IOException("no header where one should be");
    }
    return entry;
  }

  private static byte[] content(Path source, InputStream tar, TarArchiveEntry entry, String name)
      throws IOException {
    if (entry.getSize() > MOST) {
      throw bad(source, name + " of at most " + MOST + " bytes", entry.getSize() + "", null);
    }
    byte[] content = tar.readNBytes((int) entry.getSize());
    if (content.length < entry.getSize()) {
      throw new EOFException("it ends inside " + name);
    }
    return content;
  }

  private static BadFileException bad(Path file, String expected, String actual, Throwable cause) {
    return new BadFileException(file, expected, actual, REMEDY, cause);
  }
}
