package org.lzn.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lzn.data.Datasets;
import org.lzn.file.BadFileException;
import org.lzn.run.RunRecord;
import org.lzn.run.RunScore;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;

class PaperTableTest {
  private static final String TABLE1 = "table1-unconditional-generation";
  private static final Map<String, String> KEYS =
      Map.of("dataset", "Fashion-MNIST", "algorithm", "RF+LZN");

  @Test
  void everyTableIsReadAndNamesItsSource() throws IOException {
    try (Stream<Path> files = Files.list(Datasets.find("paper"))) {
      List<String> names =
          files.map(f -> f.getFileName().toString()).filter(n -> n.endsWith(".csv")).toList();
      assertEquals(8, names.size());
      for (String name : names) {
        Table table = PaperTable.read(name.replace(".csv", "")).table();
        assertTrue(table.rowCount() > 0, name);
        assertTrue(table.stringColumn("source").get(0).startsWith("paper [Lin25] "), name);
      }
    }
    assertEquals(
        "paper [Lin25] Table 5 and Table 7",
        PaperTable.read("table5-table7-fid-implementations").table().getString(0, "source"));
    assertEquals(
        "paper [Lin25] Figure 25",
        PaperTable.read("figure25-batch-size-and-alpha").table().getString(0, "source"));
  }

  @Test
  void rowsAreFilteredByTextAndByNumber() {
    Table rf = PaperTable.read(TABLE1).where("dataset", "CIFAR10").where("algorithm", "RF").table();
    assertEquals(1, rf.rowCount());
    assertEquals(2.76, rf.doubleColumn("fid").get(0));
    assertEquals(ColumnType.INTEGER, rf.column("resolution").type());
    assertEquals(6, PaperTable.read(TABLE1).where("resolution", 256).table().rowCount());
    PaperTable figure = PaperTable.read("figure25-batch-size-and-alpha");
    Table cell = figure.where("batch_size", 10_000.0).where("alpha", 0.4).table();
    assertEquals(94.47, cell.doubleColumn("accuracy").get(0));
  }

  @Test
  void theCautionsStandBesideTheFigures() {
    Table best = PaperTable.read("table3-cifar10-classification").where("accuracy", 94.47).table();
    assertTrue(best.getString(0, "note").contains("picked on the test set"));
    Table celeb = PaperTable.read(TABLE1).where("dataset", "CelebA-HQ").table();
    assertEquals("", celeb.getString(0, "note"));
    assertTrue(celeb.getString(1, "note").contains("worse"));
    List<String> kept = PaperTable.read(TABLE1).columns("algorithm", "fid").table().columnNames();
    assertEquals(List.of("algorithm", "fid", "source", "note"), kept);
  }

  @Test
  void ourScoresStandUnderThePapersOnlyIfMeasuredAlike() {
    RunRecord run =
        RunRecord.named("cs1")
            .withSeeds(1, 2)
            .withScore(RunScore.of("Fréchet distance", 31.3, "small CNN").withSamples(2048))
            .withScore(RunScore.of("precision", .7, "small CNN").withSamples(2048))
            .withScore(RunScore.of("reconstruction L2", 1.7).withSpread(.03).withNote("Euler 20"))
            .withScore(RunScore.of("FID", 9.5, "Inception v3").withSamples(10_000).withSeeds(1));
    PaperTable both = PaperTable.read(TABLE1).where("dataset", "CIFAR10").beside(run, KEYS);
    Table table = both.table();
    assertEquals(5, table.rowCount());
    List<String> brief = new ArrayList<>(table.columnNames());
    brief.removeAll(List.of("reconstruction_l2 ±", "note"));
    assertEquals(brief, both.brief().columnNames());

    // Rows 0 and 1 are the paper's, and have nothing in our columns.
    assertTrue(table.column("precision (small CNN)").isMissing(0));
    assertTrue(table.column("samples").isMissing(1));
    // Row 2: on features of another network.
    assertEquals(31.3, table.doubleColumn("frechet_distance (small CNN)").get(2));
    assertEquals(.7, table.doubleColumn("precision (small CNN)").get(2));
    assertTrue(table.column("fid").isMissing(2));
    assertTrue(table.column("precision").isMissing(2));
    assertEquals("small CNN", table.getString(2, "extractor"));
    assertEquals(2048, table.intColumn("samples").get(2));
    assertEquals("1, 2", table.getString(2, "seeds"));
    assertEquals("ours, run cs1", table.getString(2, "source"));
    assertEquals("Fashion-MNIST", table.getString(2, "dataset"));
    assertTrue(table.column("resolution").isMissing(2));
    // Row 3: no features at all.
    assertEquals(1.7, table.doubleColumn("reconstruction_l2").get(3));
    assertEquals(.03, table.doubleColumn("reconstruction_l2 ±").get(3));
    assertEquals("reconstruction L2: Euler 20", table.getString(3, "note"));
    assertTrue(table.column("samples").isMissing(3));
    // Row 4: measured as in the paper.
    assertEquals(9.5, table.doubleColumn("fid").get(4));
    assertEquals("1", table.getString(4, "seeds"));
  }

  @Test
  void severalRunsStandUnderEachOther() {
    PaperTable paper =
        PaperTable.read("table3-cifar10-classification").where("algorithm", "RF+LZN");
    RunRecord first = RunRecord.named("a").withScore(RunScore.of("accuracy", 91.5));
    RunRecord second = RunRecord.named("b").withScore(RunScore.of("k-NN accuracy", 80));
    Table table = paper.beside(first, Map.of("algorithm", "LZN")).beside(second, Map.of()).table();
    assertEquals(List.of("RF+LZN", "LZN", ""), table.stringColumn("algorithm").asList());
    assertEquals(91.5, table.doubleColumn("accuracy").get(1));
    assertEquals(80, table.doubleColumn("k_nn_accuracy").get(2));
    assertEquals(1, paper.table().rowCount());
  }

  @Test
  void whatCannotBePlacedIsAnError() {
    PaperTable paper = PaperTable.read("table8-early-step-cutoff");
    assertError("in percent, got 0.91", paper, RunScore.of("accuracy", .91), Map.of());
    assertError("name the extractor", paper, RunScore.of("recall", .5), Map.of());
    RunScore fine = RunScore.of("accuracy", 91);
    assertError("no column dataset; there are [algorithm", paper, fine, Map.of("dataset", "x"));
    assertError("must be a number, got few", paper, fine, Map.of("cutoff_steps", "few"));
    assertError("must be a whole number, got 1.5", paper, fine, Map.of("cutoff_steps", 1.5));
    RunRecord empty = RunRecord.named("empty");
    assertThrows(IllegalArgumentException.class, () -> paper.beside(empty, Map.of()));
    RunRecord twice = empty.withScore(fine).withScore(fine);
    assertThrows(IllegalArgumentException.class, () -> paper.beside(twice, Map.of()));
  }

  @Test
  void wrongNamesAreToldWhatThereIs() {
    String table =
        assertThrows(BadFileException.class, () -> PaperTable.read("table9")).getMessage();
    assertTrue(table.contains("table2-imagenet-linear-probe"), table);
    PaperTable paper = PaperTable.read(TABLE1);
    String column =
        assertThrows(IllegalArgumentException.class, () -> paper.where("set", "x")).getMessage();
    assertTrue(column.contains("there are [dataset, resolution"), column);
    String value =
        assertThrows(IllegalArgumentException.class, () -> paper.where("dataset", "CIFAR"))
            .getMessage();
    assertTrue(value.contains("CIFAR10"), value);
    assertThrows(IllegalArgumentException.class, () -> paper.columns("fid", "kid"));
  }

  @Test
  void theTableHandedOutIsACopy() {
    PaperTable paper = PaperTable.read(TABLE1);
    paper.table().doubleColumn("fid").set(0, 0.0);
    assertFalse(paper.table().doubleColumn("fid").get(0) == 0);
    assertTrue(paper.toString().contains("LSUN-Bedroom"));
  }

  private static void assertError(
      String part, PaperTable paper, RunScore score, Map<String, ?> keys) {
    RunRecord run = RunRecord.named("r").withScore(score);
    String message =
        assertThrows(IllegalArgumentException.class, () -> paper.beside(run, keys)).getMessage();
    assertTrue(message.contains(part), message);
  }
}
