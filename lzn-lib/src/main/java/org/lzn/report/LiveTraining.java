package org.lzn.report;

import java.util.ArrayList;
import java.util.List;
import org.lzn.codec.ImageCodec;
import org.lzn.flow.Euler;
import org.lzn.plot.Chart;
import org.lzn.plot.ImageBatch;
import org.lzn.plot.LiveFigure;
import org.lzn.task.Task;
import org.lzn.train.TrainingListener;
import org.lzn.train.checkpoint.TrainingHistory;

/**
 * A training to watch in a notebook: the loss on held-out images so far and, of a model that draws,
 * images of its averaged weights, redrawn wherever that loss is taken. A listener of {@code
 * Experiment.fit}.
 */
public final class LiveTraining implements TrainingListener {
  private static final int IMAGES = 16;
  private static final int STEPS = 10;

  private final String name;
  private final ImageCodec drawn;
  private final LiveFigure losses = new LiveFigure();
  private final LiveFigure samples = new LiveFigure();
  private final List<TrainingHistory.Point> points = new ArrayList<>();

  private LiveTraining(String name, ImageCodec drawn) {
    this.name = name;
    this.drawn = drawn;
  }

  /** Follows a training's loss. */
  public static LiveTraining of(String name) {
    return new LiveTraining(name, null);
  }

  /** Follows a training's loss, and draws images without labels: 16, by ten Euler steps. */
  public static LiveTraining of(String name, ImageCodec images) {
    return new LiveTraining(name, images);
  }

  @Override
  public void onStep(int step, double loss) {}

  @Override
  public void onPoint(TrainingHistory.Point point) {
    points.add(point);
    losses.show(chart());
    if (drawn != null) {
      ImageBatch images = Task.generate(drawn).sample(IMAGES, Euler.steps(STEPS));
      samples.show(images.grid(IMAGES).title(name + ", step " + point.step()));
    }
  }

  private Chart chart() {
    double[] steps = points.stream().mapToDouble(TrainingHistory.Point::step).toArray();
    double[] values = points.stream().mapToDouble(TrainingHistory.Point::heldOut).toArray();
    return Chart.lines(name + ", held-out loss so far")
        .x("step")
        .y("loss")
        .add(name, steps, values);
  }
}
