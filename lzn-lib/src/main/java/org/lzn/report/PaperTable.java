package org.lzn.report;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lzn.data.Datasets;
import org.lzn.file.BadFileException;
import org.lzn.run.RunRecord;
import org.lzn.tensor.Require;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.io.csv.CsvReadOptions;
import tech.tablesaw.selection.Selection;

/**
 * A table of the paper [Lin25], and runs of ours beside it.
 *
 * <p>Each row says in the column {@code source} whose figures it holds. A table is a value: every
 * method returns a new one.
 *
 * <pre>{@code
 * PaperTable.read("table1-unconditional-generation")
 *     .where("dataset", "CIFAR10").columns("algorithm", "fid", "reconstruction_l2")
 *     .beside(record, Map.of("algorithm", "RF+LZN"))
 *     .table();
 * }</pre>
 */
public final class PaperTable {
  static final String SOURCE = "source";
  static final String NOTE = "note";
  static final String DEVIATION = " ±";

  private static final String FOLDER = "paper";
  private static final Pattern PLACE = Pattern.compile("(table|figure)(\\d+)");

  private final Table table;

  PaperTable(Table table) {
    this.table = table;
  }

  /**
   * Reads one of the tables in {@code datasets/paper}; their README says what each holds.
   *
   * @param name such as "table1-unconditional-generation"
   * @throws BadFileException if there is no such table; the message names those there are
   */
  public static PaperTable read(String name) {
    Path file = Datasets.find(FOLDER).resolve(name + ".csv");
    if (!Files.isRegularFile(file)) {
      throw new BadFileException(
          file, "a table of the paper", "no such file", "There are: " + names(file.getParent()));
    }
    return read(file, name);
  }

  static PaperTable read(Path file, String name) {
    try {
      CsvReadOptions options =
          CsvReadOptions.builder(new StringReader(Files.readString(file)))
              .tableName(name)
              .locale(Locale.ROOT)
              .columnTypesToDetect(
                  List.of(ColumnType.INTEGER, ColumnType.DOUBLE, ColumnType.STRING))
              .ignoreZeroDecimal(false)
              .build();
      Table table = Table.read().usingOptions(options);
      String[] sources = new String[table.rowCount()];
      Arrays.fill(sources, source(name));
      int place = table.containsColumn(NOTE) ? table.columnIndex(NOTE) : table.columnCount();
      return new PaperTable(table.insertColumn(place, StringColumn.create(SOURCE, sources)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Returns the rows whose {@code column} holds {@code value}; numbers are compared as numbers. */
  public PaperTable where(String column, Object value) {
    Column<?> cells = column(column);
    int[] rows =
        IntStream.range(0, table.rowCount()).filter(row -> same(cells.get(row), value)).toArray();
    Require.that(
        rows.length > 0,
        "%s has no row with %s %s; there are %s",
        table.name(),
        column,
        value,
        cells.unique().asList());
    return new PaperTable(table.where(Selection.with(rows)));
  }

  /** Returns these columns only, with the source and the notes. */
  public PaperTable columns(String... names) {
    Stream<String> always = Stream.of(SOURCE, NOTE).filter(table::containsColumn);
    List<Column<?>> kept =
        Stream.concat(Stream.of(names), always).distinct().<Column<?>>map(this::column).toList();
    return new PaperTable(Table.create(table.name(), kept).copy());
  }

  /**
   * Returns this table with the scores of a run of ours.
   *
   * <p>Scores that rest on the same samples, seeds and extractor share a row, which names them. A
   * score stands under the paper's column of its name only if it is measured alike; on another
   * network's features it gets a column of its own, such as "precision (small CNN)".
   *
   * @param run the run
   * @param keys what identifies the rows, such as dataset and algorithm: columns of this table
   * @throws IllegalArgumentException if a key is no column, or a score cannot be placed
   */
  public PaperTable beside(RunRecord run, Map<String, ?> keys) {
    keys.keySet().forEach(this::column);
    return new PaperTable(new RunRows(table.copy()).append(run, keys));
  }

  /** Returns a Tablesaw table, a copy. */
  public Table table() {
    return table.copy();
  }

  /**
   * Returns this table with one more column: what names a row, the cells of these columns, such as
   * "RF+LZN, 20"; an empty cell is left out.
   */
  public PaperTable keyed(String key, String... columns) {
    StringColumn keys = StringColumn.create(key);
    for (int row = 0; row < table.rowCount(); row++) {
      int at = row;
      keys.append(
          Stream.of(columns)
              .map(this::column)
              .filter(column -> !column.isMissing(at))
              .map(column -> column.getString(at))
              .collect(Collectors.joining(", ")));
    }
    return new PaperTable(table.copy().insertColumn(0, keys));
  }

  /** Returns a Tablesaw table without deviations and notes, to fit a page. */
  public Table brief() {
    String[] wide =
        table.columnNames().stream()
            .filter(name -> name.endsWith(DEVIATION) || name.equals(NOTE))
            .toArray(String[]::new);
    return table.copy().removeColumns(wide);
  }

  /** Returns all rows as text. */
  @Override
  public String toString() {
    return table.printAll();
  }

  private Column<?> column(String name) {
    Require.that(
        table.containsColumn(name),
        "%s has no column %s; there are %s",
        table.name(),
        name,
        table.columnNames());
    return table.column(name);
  }

  private static boolean same(Object cell, Object value) {
    if (cell instanceof Number a && value instanceof Number b) {
      return a.doubleValue() == b.doubleValue();
    }
    return String.valueOf(cell).equals(String.valueOf(value));
  }

  /** Returns "paper [Lin25] Table 5 and Table 7" for "table5-table7-fid-implementations". */
  private static String source(String name) {
    String places =
        PLACE
            .matcher(name)
            .results()
            .map(m -> (m.group(1).equals("table") ? "Table " : "Figure ") + m.group(2))
            .collect(Collectors.joining(" and "));
    return "paper [Lin25] " + (places.isEmpty() ? name : places);
  }

  private static String names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".csv"))
          .map(name -> name.substring(0, name.length() - ".csv".length()))
          .sorted()
          .collect(Collectors.joining(", "));
    } catch (IOException e) {
      return "no tables in " + folder;
    }
  }
}
