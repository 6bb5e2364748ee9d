package org.lzn.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lzn.file.BadFileException;

class DatasetsTest {
  @TempDir private Path folder;

  @Test
  void theSearchGoesUp() throws IOException {
    Path deep = Files.createDirectories(folder.resolve("notebooks/more"));
    Files.createDirectories(folder.resolve("datasets/paper"));
    assertEquals(folder, Datasets.home(deep));
    assertEquals(folder, Datasets.home(folder));
  }

  @Test
  void noFolderIsOneClearError() {
    String message = assertThrows(BadFileException.class, () -> Datasets.home(folder)).getMessage();
    assertTrue(message.contains("lzn.home"), message);
  }

  @Test
  void theProjectsOwnFolderIsFound() {
    assertTrue(Files.exists(Datasets.find("paper/table1-unconditional-generation.csv")));
  }
}
