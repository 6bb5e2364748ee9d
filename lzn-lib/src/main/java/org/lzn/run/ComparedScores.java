package org.lzn.run;

import java.util.List;
import java.util.Optional;
import org.lzn.metric.Interval;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The scores of a run beside those computed once more.
 *
 * @param recorded in the run's record, with their intervals
 * @param now computed; these are shown, with or without one recorded
 */
record ComparedScores(List<RunScore> recorded, List<RunScore> now) {
  /** Returns them as a table, which tells whether each is within the interval recorded. */
  Table table(String title) {
    StringColumn names = StringColumn.create("score");
    DoubleColumn before = DoubleColumn.create("recorded");
    StringColumn intervals = StringColumn.create("95 % interval");
    DoubleColumn values = DoubleColumn.create("computed now");
    StringColumn within = StringColumn.create("within");
    for (RunScore score : now) {
      Optional<RunScore> old = recorded.stream().filter(score::sameAs).findFirst();
      Optional<Interval> interval = old.map(RunScore::interval);
      names.append(score.name() + " (" + score.basis() + ")");
      old.ifPresentOrElse(o -> before.append(o.value()), before::appendMissing);
      intervals.append(interval.map(Interval::toString).orElse(""));
      values.append(score.value());
      within.append(interval.map(i -> i.contains(score.value()) ? "yes" : "NO").orElse(""));
    }
    return Table.create(title, names, before, intervals, values, within);
  }
}
