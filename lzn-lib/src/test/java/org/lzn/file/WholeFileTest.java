package org.lzn.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
  @TempDir private Path folder;

  @Test
  void foldersAreMadeAndFilesReplaced() throws IOException {
    Path file = folder.resolve("a/b/file.txt");
    assertEquals(file, WholeFile.write(file, "one"));
    WholeFile.write(file, "zwölf");
    assertEquals("zwölf", Files.readString(file));
    assertEquals(List.of(file), files(file.getParent()));
  }

  @Test
  void aWriterThatFailsHalfWayLeavesWhatWasThere() throws IOException {
    Path file = folder.resolve("file.txt");
    WholeFile.write(file, "old");
    WholeFile.Content fails =
        out -> {
          out.write(new byte[1000]);
          throw new IOException("disk full");
        };
    String message =
        assertThrows(UncheckedIOException.class, () -> WholeFile.write(file, fails)).getMessage();
    assertEquals("cannot write " + file + ": disk full", message);
    assertEquals("old", Files.readString(file));
    assertEquals(List.of(file), files(folder));
  }

  @Test
  void aPlaceThatCannotBeWrittenIsNamed() throws IOException {
    Path file = WholeFile.write(folder.resolve("file"), "a file, not a folder");
    Path below = file.resolve("below");
    String message =
        assertThrows(UncheckedIOException.class, () -> WholeFile.write(below, "x")).getMessage();
    assertTrue(message.startsWith("cannot write " + below), message);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
