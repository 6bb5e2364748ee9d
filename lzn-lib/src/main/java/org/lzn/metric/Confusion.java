package org.lzn.metric;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.lzn.tensor.Require;
import org.tribuo.MutableOutputInfo;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.evaluation.ConfusionMetrics;
import org.tribuo.classification.evaluation.LabelConfusionMatrix;
import org.tribuo.evaluation.metrics.MetricTarget;
import org.tribuo.impl.ArrayExample;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How often images of one class were given another: Tribuo's evaluation of the answers, as tables.
 *
 * @param matrix Tribuo's counts
 * @param names of the classes, K
 */
public record Confusion(LabelConfusionMatrix matrix, List<String> names) {
  /** Copies the names. */
  public Confusion {
    names = List.copyOf(names);
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
    List<Label> classes = names.stream().map(Label::new).toList();
    MutableOutputInfo<Label> domain = new LabelFactory().generateInfo();
    classes.forEach(domain::observe);
    List<Prediction<Label>> answers =
        IntStream.range(0, labels.length)
            .mapToObj(i -> answer(classes.get(predicted[i]), classes.get(labels[i])))
            .toList();
    return new Confusion(
        new LabelConfusionMatrix(domain.generateImmutableOutputInfo(), answers), names);
  }

  /** What was answered is counted; the features it was answered by are not looked at. */
  private static Prediction<Label> answer(Label given, Label own) {
    return new Prediction<>(given, 0, new ArrayExample<>(own));
  }

  /** Returns how many images of class {@code own} were given class {@code given}. */
  public int count(int own, int given) {
    return (int) matrix.confusion(label(given), label(own));
  }

  /** Returns the counts as a table: a row for each own class, a column for each class given. */
  public Table table() {
    Table table = Table.create("Confusion", StringColumn.create("own class", names));
    for (int k = 0; k < names.size(); k++) {
      int given = k;
      int[] column = classes().map(own -> count(own, given)).toArray();
      table.addColumns(IntColumn.create(names.get(k), column));
    }
    return table;
  }

  /** Returns recall, precision and their harmonic mean F₁ of each class; NaN where undefined. */
  public Table perClass() {
    int[] images = classes().map(k -> (int) matrix.support(label(k))).toArray();
    return Table.create(
        "Classes",
        StringColumn.create("class", names),
        IntColumn.create("images", images),
        column("recall", target -> ConfusionMetrics.recall(target, matrix)),
        column("precision", target -> ConfusionMetrics.precision(target, matrix)),
        column("F1", target -> ConfusionMetrics.f1(target, matrix)));
  }

  private DoubleColumn column(String name, ToDoubleFunction<MetricTarget<Label>> metric) {
    double[] values =
        classes().mapToDouble(k -> metric.applyAsDouble(new MetricTarget<>(label(k)))).toArray();
    return DoubleColumn.create(name, values);
  }

  private IntStream classes() {
    return IntStream.range(0, names.size());
  }

  private Label label(int k) {
    return new Label(names.get(k));
  }
}
