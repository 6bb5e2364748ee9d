package org.lzn.data;

import java.io.BufferedInputStream;
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

/** Takes files out of a packed tar archive, or out of the folder it was unpacked to. */
final class Archive {
  private Archive() {}

  /**
   * Returns the contents of the files of the given names, in whichever folder of the archive.
   *
   * @param source a {@code .tar.gz}, or the folder that holds the files
   * @throws BadFileException if one is missing or the archive is damaged
   */
  static Map<String, byte[]> read(Path source, Collection<String> names) {
    Map<String, byte[]> files = new HashMap<>();
    try {
      if (Files.isDirectory(source)) {
        for (String name : names) {
          files.put(name, Files.readAllBytes(source.resolve(name)));
        }
      } else {
        unpack(source, names, files);
      }
    } catch (NoSuchFileException e) {
      throw bad(Path.of(e.getFile()), "a file", "no such file", e);
    } catch (IOException | IllegalArgumentException e) {
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
        TarArchiveInputStream tar =
            new TarArchiveInputStream(new GZIPInputStream(packed, 1 << 16))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
        if (entry.isFile() && names.contains(name)) {
          byte[] content = tar.readAllBytes();
          if (content.length < entry.getSize()) {
            throw new IOException("it ends inside " + name);
          }
          files.put(name, content);
        }
      }
    }
  }

  private static BadFileException bad(Path file, String expected, String actual, Throwable cause) {
    return new BadFileException(
        file, expected, actual, "Put a fresh copy there: see datasets/README.md.", cause);
  }
}
