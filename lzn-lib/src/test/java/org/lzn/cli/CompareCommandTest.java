package org.lzn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lzn.cli.Commands.assertSays;
import static org.lzn.cli.Commands.lzn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lzn.cli.Commands.Output;

/** Committed runs beside one another. */
class CompareCommandTest {
  @TempDir private Path folder;

  @Test
  void comparesRunsOverTheirSeeds() throws IOException {
    String runs = Path.of(System.getProperty("lzn.home", ".."), "datasets", "runs").toString();
    Path output = folder.resolve("compared");
    Output compared =
        lzn("compare", runs + "/rf-1", runs + "/rf-2", runs + "/pixels-1", "--output=" + output);
    assertEquals(0, compared.status(), compared.text());
    assertTrue(
        compared.text().matches("(?s).*reconstruction error \\(L2\\) +\\|[^|]+±.*"),
        compared.text());
    for (String name : List.of("scores.csv", "losses.png", "losses-over-time.png")) {
      assertTrue(Files.size(output.resolve(name)) > 0, name);
    }
    assertSays("expected a run's folder with its record", "compare", folder + "/none");
  }
}
