package org.lzn.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import org.lzn.file.PlainOptions;
import org.lzn.flow.Euler;
import org.lzn.plot.ImageBatch;
import org.lzn.run.Recipe;
import org.lzn.train.TrainingListener;
import org.lzn.train.checkpoint.TrainingHistory;

/**
 * Tells TensorBoard of a training as it goes: the loss of every tenth step, losses and measures on
 * held-out images, a grid of drawn images beside them, and the settings. {@code tensorboard
 * --logdir FOLDER} shows them; a training that resumes adds a file.
 */
public final class TensorBoard implements TrainingListener {
  private static final int EVERY = 10;
  private static final int IMAGES = 16;
  private static final int COLUMNS = 4;
  private static final int STEPS = 20;

  private final Recipe.Prepared model;
  private final EventFile events;

  private TensorBoard(Recipe.Prepared model, EventFile events) {
    this.model = model;
    this.events = events;
  }

  /**
   * Begins a file of events.
   *
   * @param folder where TensorBoard looks
   * @param name of the run
   * @param model whose settings are told, and which draws the images
   */
  public static TensorBoard of(Path folder, String name, Recipe.Prepared model) {
    EventFile events = EventFile.in(folder, Clock.systemUTC());
    Map<String, String> settings = new LinkedHashMap<>();
    flatten("", PlainOptions.of(model.settings()), settings);
    events.settings(name, settings);
    return new TensorBoard(model, events);
  }

  /** Adds plain options by their path, such as training.batch. */
  static void flatten(String path, Object value, Map<String, String> settings) {
    if (value instanceof Map<?, ?> parts) {
      parts.forEach(
          (key, part) -> flatten(path.isEmpty() ? "" + key : path + "." + key, part, settings));
    } else {
      settings.put(path, String.valueOf(value));
    }
  }

  @Override
  public void onStep(int step, double loss) {
    if (step % EVERY == 0) {
      events.scalar("loss/training", step, loss);
    }
  }

  @Override
  public void onPoint(TrainingHistory.Point point) {
    events.scalar("loss/held-out", point.step(), point.heldOut());
    point
        .measures()
        .forEach((name, value) -> events.scalar("measure/" + name, point.step(), value));
    if (model.images().isPresent()) {
      draw(point.step());
    }
  }

  private void draw(int step) {
    ImageBatch drawn = model.sample(IMAGES, Euler.steps(STEPS), 1);
    byte[] png = drawn.grid(COLUMNS).toPng();
    try {
      BufferedImage size = ImageIO.read(new ByteArrayInputStream(png));
      events.image("samples", step, size.getHeight(), size.getWidth(), png);
    } catch (IOException e) {
      throw new UncheckedIOException("a picture made here cannot be read", e);
    }
  }
}
