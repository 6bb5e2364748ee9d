package org.lzn.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeedCurvesTest {
  @TempDir private Path folder;

  @Test
  void distancesAreMeansOverTheSeedsThatHaveThem() throws Exception {
    save("rf-1", "euler:1,64,1,10,5,a", "euler:2,64,2,4,5,a", "rk45,64,30,2,5,a");
    save("rf-2", "euler:2,64,2,6,5,b", "rk45,64,32,3,5,b", "euler:1,8,1,9,5,b");
    save("rf-lzn-1", "euler:1,64,1,3,5,c");
    Files.createDirectories(folder.resolve("rf-3")); // without a curve
    List<SeedCurves> all = SeedCurves.present(folder, "rf", "rf-frozen", "rf-lzn");
    assertEquals(List.of("rf", "rf-lzn"), all.stream().map(SeedCurves::recipe).toList());

    List<SeedCurves.Point> rf = all.get(0).points();
    assertEquals(2, rf.size(), "Euler's one step is of few images in one seed");
    assertEquals(5, rf.get(0).distance().mean());
    assertEquals(Math.sqrt(2), rf.get(0).distance().deviation(), 1e-12);
    assertEquals(31, rf.get(1).evaluations().mean());

    var table = SeedCurves.table(all);
    assertEquals(List.of("solver", "rf", "rf-lzn"), table.columnNames());
    assertEquals("Euler[steps=2]", table.getString(0, "solver"));
    assertEquals("5.000 ± 1.4 (2 seeds)", table.getString(0, "rf"));
    assertEquals("", table.getString(0, "rf-lzn"));
    assertEquals("3.000 (1 seed)", table.getString(2, "rf-lzn"));
    String chart = SeedCurves.chart("t", all).toString();
    assertTrue(chart.contains("rf (2), rf-lzn (1)"), chart);
    assertThrows(IllegalArgumentException.class, () -> new SeedCurves("rf", List.of()));
  }

  private void save(String run, String... rows) throws Exception {
    Path path = Files.createDirectories(folder.resolve(run)).resolve("curve.csv");
    String head = "solver,images,evaluations,distance,images_per_second,weights\n";
    Files.writeString(path, head + String.join("\n", rows) + "\n");
  }
}
