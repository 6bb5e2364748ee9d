package org.lzn.run;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lzn.file.BadFileException;
import org.lzn.file.WholeFile;
import org.lzn.tensor.Require;
import org.lzn.train.checkpoint.TrainingHistory;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/**
 * The losses of a training as CSV: step, seconds, train, held_out, then what else was measured.
 * Numbers only, in full; nothing where a measure was not taken.
 */
final class HistoryCsv {
  private static final List<String> LOSSES = List.of("step", "seconds", "train", "held_out");

  private HistoryCsv() {}

  static void write(Path file, TrainingHistory history) {
    Table table =
        Table.create(
            IntColumn.create(
                LOSSES.get(0), history.points().stream().mapToInt(TrainingHistory.Point::step)),
            DoubleColumn.create(LOSSES.get(1), history.seconds()),
            DoubleColumn.create(LOSSES.get(2), history.trainLosses()),
            DoubleColumn.create(LOSSES.get(3), history.heldOutLosses()));
    history.points().stream()
        .flatMap(p -> p.measures().keySet().stream())
        .distinct()
        .sorted()
        .forEach(m -> table.addColumns(DoubleColumn.create(m, history.measures(m))));
    StringWriter csv = new StringWriter();
    table.write().csv(csv);
    WholeFile.write(file, csv.toString());
  }

  static List<TrainingHistory.Point> read(Path file) {
    try {
      String csv = Files.readString(file);
      Table table =
          Table.read()
              .usingOptions(
                  CsvReadOptions.builder(new StringReader(csv))
                      .columnTypes(name -> ColumnType.DOUBLE));
      List<String> names = table.columnNames();
      Require.that(
          names.size() >= LOSSES.size() && names.subList(0, LOSSES.size()).equals(LOSSES),
          "another header: %s",
          names);
      return table.stream().map(HistoryCsv::point).toList();
    } catch (IOException | RuntimeException e) {
      String reason = e instanceof NoSuchFileException ? "no such file" : e.getMessage();
      String expected = "the losses of a run, " + String.join(",", LOSSES);
      throw new BadFileException(file, expected, reason, "Restore the file, or train again.", e);
    }
  }

  private static TrainingHistory.Point point(Row row) {
    Map<String, Double> measures = new LinkedHashMap<>();
    for (String name : row.columnNames().subList(LOSSES.size(), row.columnNames().size())) {
      measures.put(name, row.getDouble(name));
    }
    return new TrainingHistory.Point(
        (int) row.getDouble(0), row.getDouble(1), row.getDouble(2), row.getDouble(3), measures);
  }
}
