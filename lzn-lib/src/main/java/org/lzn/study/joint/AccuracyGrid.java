package org.lzn.study.joint;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.lzn.data.ImageDataset;
import org.lzn.metric.Accuracy;
import org.lzn.plot.Progress;
import org.lzn.run.RunScore;
import org.lzn.task.Classify;
import org.lzn.task.ImageAnchors;

/**
 * Accuracy by the number of images that share the space and by the scale α of the noise ([Lin25]
 * Figure 25).
 *
 * @param cells batch after batch, α after α
 */
public record AccuracyGrid(List<Cell> cells) {
  /** How the names of these scores begin in a record. */
  public static final String SCORE = "validation_accuracy";

  /** What these scores are measured at, {@link RunScore.Basis#at}: images that share the space. */
  public static final String BATCH = "batch";

  /** What these scores are measured at: the scale of the noise. */
  public static final String ALPHA = "alpha";

  /**
   * One way to classify.
   *
   * @param accuracy with its number of images
   */
  public record Cell(int batch, double alpha, Accuracy accuracy) {
    /** Returns the cell's score, in percent, as a run's record has it. */
    RunScore score() {
      String name = SCORE + ", batch " + batch + ", α " + alpha;
      return RunScore.of(name, 100 * accuracy.value())
          .withSamples(accuracy.samples())
          .at(BATCH, batch)
          .at(ALPHA, alpha);
    }
  }

  /** Copies the cells. */
  public AccuracyGrid {
    cells = List.copyOf(cells);
  }

  /**
   * Classifies the images of a data set in all ways; each is encoded once. A batch larger than the
   * data set is the data set.
   */
  public static AccuracyGrid of(
      Classify classify, ImageDataset data, List<Double> alphas, List<Integer> batches) {
    ImageAnchors anchors = ImageAnchors.of(classify.encoder(), data);
    List<Cell> cells = new ArrayList<>();
    List<Integer> sizes = batches.stream().map(b -> Math.min(b, data.size())).distinct().toList();
    try (Progress progress =
        Progress.of("ways to classify", (long) sizes.size() * alphas.size()).after(5)) {
      for (int batch : sizes) {
        for (double alpha : alphas) {
          int[] answers = classify.withBatch(batch).withAlpha(alpha).of(anchors).labels();
          cells.add(new Cell(batch, alpha, accuracy(answers, data)));
          progress.update(cells.size());
        }
      }
    }
    return new AccuracyGrid(cells);
  }

  /** Returns the accuracy of answers to all images of a data set. */
  static Accuracy accuracy(int[] answers, ImageDataset data) {
    int[] labels = data.labels(IntStream.range(0, data.size()).toArray());
    return Accuracy.of(answers, labels, data.classNames().size());
  }

  /** Returns the cell of the highest accuracy, the first of equals. */
  public Cell best() {
    double best = cells.stream().mapToDouble(c -> c.accuracy().value()).max().orElseThrow();
    return cells.stream().filter(c -> c.accuracy().value() == best).findFirst().orElseThrow();
  }

  /** Returns the accuracy of every cell in percent, under a name that says the way. */
  List<RunScore> scores() {
    return cells.stream().map(Cell::score).toList();
  }
}
