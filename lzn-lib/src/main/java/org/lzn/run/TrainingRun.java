package org.lzn.run;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.nio.file.Path;
import org.lzn.plot.Chart;
import org.lzn.train.checkpoint.TrainingHistory;

/**
 * A finished training.
 *
 * @param record all that is known about it
 * @param history its losses
 */
public record TrainingRun(RunRecord record, TrainingHistory history) {
  /** Returns the same run with one more score in its record. */
  public TrainingRun withScore(RunScore score) {
    return new TrainingRun(record.withScore(score), history);
  }

  /** Saves the record as {@code name.json} and the losses as {@code name.csv} in a folder. */
  @CanIgnoreReturnValue
  public Path save(Path folder) {
    HistoryCsv.write(folder.resolve(record.name() + ".csv"), history);
    return record.save(folder);
  }

  /**
   * Returns a run that was saved.
   *
   * @param record its {@code name.json}, with {@code name.csv} beside it
   */
  public static TrainingRun load(Path record) {
    RunRecord run = RunRecord.load(record);
    Path losses = record.resolveSibling(run.name() + ".csv");
    RunCourse.Steps steps = run.course().steps();
    var counts =
        new TrainingHistory.Counts(
            Math.toIntExact(steps.skipped()), Math.toIntExact(steps.zeroGradients()));
    return new TrainingRun(
        run, new TrainingHistory(HistoryCsv.read(losses), counts, run.course().segments()));
  }

  /** Returns a chart of the losses of several runs on held-out images, against steps. */
  public static Chart heldOutLosses(TrainingRun... runs) {
    Chart chart = Chart.lines("Loss on held-out images").x("step").y("loss");
    for (TrainingRun run : runs) {
      chart.add(run.record.name(), run.history.steps(), run.history.heldOutLosses());
    }
    return chart;
  }

  /** Returns the same chart against seconds of training, so that a dearer step counts. */
  public static Chart heldOutLossesOverTime(TrainingRun... runs) {
    Chart chart =
        Chart.lines("Loss on held-out images, at equal time").x("seconds of training").y("loss");
    for (TrainingRun run : runs) {
      chart.add(run.record.name(), run.history.seconds(), run.history.heldOutLosses());
    }
    return chart;
  }

  @Override
  public String toString() {
    return record.toString();
  }
}
