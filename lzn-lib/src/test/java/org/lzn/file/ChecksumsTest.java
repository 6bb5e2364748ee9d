package org.lzn.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksumsTest {
  /** SHA-256 of "abc": FIPS 180-2, appendix B.1. */
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir private Path folder;

  @Test
  void publishedExample() {
    assertEquals(ABC, Checksums.of(text("file", "abc")));
  }

  @Test
  void bothFormsOfAListAreRead() {
    Path file = text("file", "abc");
    text(Checksums.LIST, "00  another\n" + ABC + "  file\n");
    Checksums.verify(file, "");
    text(Checksums.LIST, ABC.toUpperCase(Locale.ROOT) + " *file\r\n");
    Checksums.verify(file, "");
  }

  @Test
  void aWrongSumAMissingLineAndAMissingListAreNamed() {
    Path file = text("file", "abd");
    assertTells(file, "SHA256SUMS: expected a file, got no such file. Restore it.");
    text(Checksums.LIST, ABC + "  other\n");
    assertTells(file, "SHA256SUMS: expected a line for file, got 1 lines without it. Restore it.");
    text(Checksums.LIST, ABC + "  gone\n" + ABC + "  file\n");
    assertTells(folder.resolve("gone"), "gone: expected a file, got no such file. Restore it.");
    assertTells(file, "file: expected SHA-256 " + ABC + ", got a52d159f");
  }

  private static void assertTells(Path file, String part) {
    String message =
        assertThrows(BadFileException.class, () -> Checksums.verify(file, "Restore it."))
            .getMessage();
    assertTrue(message.contains(part), message);
  }

  private Path text(String name, String content) {
    return WholeFile.write(folder.resolve(name), content);
  }
}
