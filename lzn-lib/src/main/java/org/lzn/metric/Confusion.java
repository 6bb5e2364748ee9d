package org.lzn.metric;

import java.util.Arrays;
import java.util.List;
import org.lzn.tensor.Require;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How often images of one class were given another.
 *
 * @param counts row: the image's own class; column: the class it was given; (K, K)
 * @param names of the classes, K
 */
@SuppressWarnings("ArrayRecordComponent") // counted once, then only read
public record Confusion(int[][] counts, List<String> names) {
  /** Copies the names and checks that they fit. */
  public Confusion {
    names = List.copyOf(names);
    Require.that(
        counts.length == names.size(), "%d classes have %d names", counts.length, names.size());
  }

  /**
   * Counts answers.
   *
   * @param predicted the class given to each image, (n)
   * @param labels its own class, (n)
   * @param names of the classes
   */
  public static Confusion of(int[] predicted, int[] labels, List<String> names) {
    Require.that(
        predicted.length == labels.length,
        "predictions must be as many as the %d labels, got %d",
        labels.length,
        predicted.length);
    int[][] counts = new int[names.size()][names.size()];
    for (int i = 0; i < labels.length; i++) {
      counts[labels[i]][predicted[i]]++;
    }
    return new Confusion(counts, names);
  }

  /** Returns the counts as a table: a row for each own class, a column for each class given. */
  public Table table() {
    Table table = Table.create("Confusion", StringColumn.create("own class", names));
    for (int k = 0; k < names.size(); k++) {
      int given = k;
      int[] column = Arrays.stream(counts).mapToInt(row -> row[given]).toArray();
      table.addColumns(IntColumn.create(names.get(k), column));
    }
    return table;
  }

  /** Returns recall, precision and their harmonic mean F₁ of each class; NaN where undefined. */
  public Table perClass() {
    int classes = names.size();
    double[] recall = new double[classes];
    double[] precision = new double[classes];
    double[] f1 = new double[classes];
    int[] images = new int[classes];
    for (int k = 0; k < classes; k++) {
      int given = 0;
      for (int j = 0; j < classes; j++) {
        images[k] += counts[k][j];
        given += counts[j][k];
      }
      recall[k] = counts[k][k] / (double) images[k];
      precision[k] = counts[k][k] / (double) given;
      f1[k] = 2.0 * counts[k][k] / (images[k] + given);
    }
    return Table.create(
        "Classes",
        StringColumn.create("class", names),
        IntColumn.create("images", images),
        DoubleColumn.create("recall", recall),
        DoubleColumn.create("precision", precision),
        DoubleColumn.create("F1", f1));
  }
}
