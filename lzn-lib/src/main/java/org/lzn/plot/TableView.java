package org.lzn.plot;

import java.awt.Color;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.lzn.tensor.Require;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * A table as it is shown: numbers to the right with as many digits throughout a column, the best
 * value bold, scores called by their {@linkplain ScoreWords names in words}.
 *
 * <pre>
 * Tables.of(scores).digits(2).lowest("FID").highest("recall").caption("50,000 samples")
 * </pre>
 *
 * <p>Every method changes this view and returns it; the table itself is not touched.
 */
public final class TableView implements Displayable {
  private static final int DEFAULT_DIGITS = 3;
  private static final String MISSING = "–";

  static {
    Display.connect();
  }

  private final Table table;
  private final Map<String, Integer> digits = new HashMap<>();
  private final Map<String, BinaryOperator<Double>> best = new HashMap<>();
  private int defaultDigits = DEFAULT_DIGITS;
  private String caption = "";
  private DoubleUnaryOperator heat = value -> Double.NaN;

  private TableView(Table table) {
    this.table = table;
  }

  static TableView of(Table table) {
    return new TableView(table);
  }

  /** Sets the digits after the decimal point, in columns that have any. */
  public TableView digits(int number) {
    defaultDigits = checked(number);
    return this;
  }

  /** Sets the digits after the decimal point of one column. */
  public TableView digits(String column, int number) {
    digits.put(existing(column), checked(number));
    return this;
  }

  /** Makes the least value of a column bold. */
  public TableView lowest(String column) {
    best.put(numeric(column), Math::min);
    return this;
  }

  /** Makes the greatest value of a column bold. */
  public TableView highest(String column) {
    best.put(numeric(column), Math::max);
    return this;
  }

  /** Shades the cells of all numbers: white at one value, blue at the other. */
  public TableView heat(double white, double blue) {
    Require.that(white != blue, "heat needs two values, got %s twice", white);
    heat = value -> Math.min(1, Math.max(0, (value - white) / (blue - white)));
    return this;
  }

  /** Sets a sentence above the table. */
  public TableView caption(String text) {
    caption = text;
    return this;
  }

  @Override
  public Map<String, Object> forms() {
    return Map.of(Display.HTML, html());
  }

  private String html() {
    StringBuilder html = new StringBuilder("<table>");
    if (!caption.isEmpty()) {
      html.append("<caption>").append(escaped(caption)).append("</caption>");
    }
    html.append("\n<thead><tr>");
    table.columns().forEach(c -> html.append(cell("th", c, "", escaped(ScoreWords.of(c.name())))));
    html.append("</tr></thead>\n<tbody>\n");
    List<Cells> columns = cells();
    for (int row = 0; row < table.rowCount(); row++) {
      html.append("<tr>");
      for (Cells cells : columns) {
        String text = escaped(cells.texts().get(row));
        boolean bold = cells.bold().contains(row);
        String shade = shade(cells.column(), row);
        html.append(cell("td", cells.column(), shade, bold ? "<b>" + text + "</b>" : text));
      }
      html.append("</tr>\n");
    }
    return html.append("</tbody></table>").toString();
  }

  private static String cell(String tag, Column<?> column, String shade, String content) {
    String side = column instanceof NumericColumn ? "right" : "left";
    return "<" + tag + " style=\"text-align:" + side + shade + "\">" + content + "</" + tag + ">";
  }

  /** The colours of a cell, both given, so that they suit each other on dark pages, too. */
  private String shade(Column<?> column, int row) {
    double share =
        column instanceof NumericColumn<?> numbers && !column.isMissing(row)
            ? heat.applyAsDouble(numbers.getDouble(row))
            : Double.NaN;
    if (Double.isNaN(share)) {
      return "";
    }
    String back = Palette.css(Palette.mix(Color.WHITE, Palette.of(0), share));
    String ink = Palette.css(share > 0.5 ? Color.WHITE : Palette.INK);
    return ";background:" + back + ";color:" + ink;
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** Returns the table as text: columns of equal width, the best values marked with a star. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(caption.isEmpty() ? "" : caption + "\n");
    List<List<String>> columns = new ArrayList<>();
    for (Cells cells : cells()) {
      columns.add(padded(cells));
    }
    for (int row = 0; row <= table.rowCount(); row++) {
      int line = row;
      String joined = String.join("  ", columns.stream().map(c -> c.get(line)).toList());
      text.append(joined.stripTrailing()).append('\n');
    }
    return text.toString().stripTrailing();
  }

  /** Returns the heading and the cells of a column, as wide as the widest. */
  private static List<String> padded(Cells cells) {
    List<String> texts = new ArrayList<>();
    texts.add(ScoreWords.of(cells.column().name()));
    for (int row = 0; row < cells.texts().size(); row++) {
      texts.add((cells.bold().contains(row) ? "*" : "") + cells.texts().get(row));
    }
    int width = texts.stream().mapToInt(String::length).max().orElse(1);
    String side = cells.column() instanceof NumericColumn ? "" : "-";
    return texts.stream()
        .map(t -> String.format("%" + side + Math.max(1, width) + "s", t))
        .toList();
  }

  /** A column's texts and the rows that hold its best value. */
  private record Cells(Column<?> column, List<String> texts, Set<Integer> bold) {}

  private List<Cells> cells() {
    List<Cells> all = new ArrayList<>();
    for (Column<?> column : table.columns()) {
      List<String> texts = new ArrayList<>();
      for (int row = 0; row < column.size(); row++) {
        texts.add(text(column, row));
      }
      all.add(new Cells(column, texts, bold(column, texts)));
    }
    return all;
  }

  private String text(Column<?> column, int row) {
    if (column.isMissing(row)) {
      return MISSING;
    }
    if (column instanceof DoubleColumn || column instanceof FloatColumn) {
      double value = ((NumericColumn<?>) column).getDouble(row);
      int places = digits.getOrDefault(column.name(), defaultDigits);
      return String.format(Locale.ROOT, "%." + places + "f", value);
    }
    return ScoreWords.of(column.getString(row));
  }

  /** Values that read the same as the best one share its mark. */
  private Set<Integer> bold(Column<?> column, List<String> texts) {
    Set<Integer> rows = new HashSet<>();
    BinaryOperator<Double> better = best.get(column.name());
    if (better == null) {
      return rows;
    }
    NumericColumn<?> numbers = (NumericColumn<?>) column;
    int winner = -1;
    for (int row = 0; row < texts.size(); row++) {
      boolean wins =
          !column.isMissing(row)
              && (winner < 0
                  || better
                      .apply(numbers.getDouble(row), numbers.getDouble(winner))
                      .equals(numbers.getDouble(row)));
      winner = wins ? row : winner;
    }
    for (int row = 0; row < texts.size(); row++) {
      if (winner >= 0 && texts.get(row).equals(texts.get(winner))) {
        rows.add(row);
      }
    }
    return rows;
  }

  private static int checked(int number) {
    Require.that(number >= 0 && number <= 12, "digits must be 0 to 12, got %s", number);
    return number;
  }

  private String existing(String column) {
    Require.that(
        table.containsColumn(column),
        "the table has no column '%s', but %s",
        column,
        table.columnNames());
    return table.column(column).name(); // columns are found whatever the case of their letters
  }

  private String numeric(String column) {
    String name = existing(column);
    Require.that(
        table.column(name) instanceof NumericColumn,
        "column '%s' must hold numbers to have a best one, got %s",
        name,
        table.column(name).type());
    return name;
  }
}
