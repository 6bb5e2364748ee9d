package org.lzn;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.lzn.golden.Comparison;
import org.lzn.golden.GoldenCase;
import org.lzn.golden.GoldenKind;

/**
 * Every case in a folder of golden cases: the ones in the test resources, or those of {@code
 * -Dlzn.goldens=DIR}. An unknown kind fails.
 */
class GoldenCasesTest {
  @TestFactory
  Stream<DynamicTest> cases() throws IOException, URISyntaxException {
    List<Path> folders;
    try (Stream<Path> entries = Files.list(goldens())) {
      folders = entries.filter(d -> Files.exists(d.resolve("case.json"))).sorted().toList();
    }
    Assertions.assertFalse(folders.isEmpty(), "no golden cases in " + goldens());
    return folders.stream()
        .map(d -> DynamicTest.dynamicTest(d.getFileName().toString(), () -> check(d)));
  }

  private static Path goldens() throws URISyntaxException {
    String other = System.getProperty("lzn.goldens");
    return other != null
        ? Path.of(other)
        : Path.of(Objects.requireNonNull(GoldenCasesTest.class.getResource("/goldens")).toURI());
  }

  private static void check(Path folder) throws IOException {
    try (NDManager manager = NDManager.newBaseManager()) {
      GoldenCase golden = GoldenCase.read(folder, manager);
      GoldenKind kind = GoldenKind.ALL.get(golden.kind());
      Assertions.assertNotNull(
          kind, () -> "unknown kind " + golden.kind() + ", known: " + GoldenKind.ALL.keySet());
      Comparison comparison = new Comparison();
      kind.check(golden, comparison);
      System.out.printf("golden %-28s %s%n", folder.getFileName(), comparison.verdict());
    }
  }
}
