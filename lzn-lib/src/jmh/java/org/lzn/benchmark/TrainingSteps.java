package org.lzn.benchmark;

import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.lzn.data.DataSource;
import org.lzn.data.ImageDataset;
import org.lzn.run.Machine;
import org.lzn.run.Recipe;
import org.lzn.run.Recipes;
import org.lzn.run.Scale;
import org.lzn.tensor.Devices;
import org.lzn.train.Trainer;
import org.lzn.train.TrainingOptions;

/**
 * The time of a whole training step of a recipe on images of noise: batch, loss, gradients,
 * clipping, Adam, average.
 *
 * <p>Arguments: recipe, batch (or batch/micro-batch), steps before the clock starts (1 or more),
 * steps measured; for {@code rf} and {@code rf-lzn} a file for {@link StepFile}, or {@code -} for
 * none; then the scale ({@code classroom} if there is none), the data set whose shape and settings
 * count (the recipe's own if there is none) and changes of settings, as in {@code rf-lzn 2000/500 3
 * 10 - paper cifar10 model.decoder.blocks.dropout=0}. Prints the number of parameters, the loss of
 * the first batch, images a second by the median step, the processor time of a step, which waiting
 * for a busy machine does not count, and the peak memory. {@code -Dimages=N} sets how many images
 * the data set has.
 */
public final class TrainingSteps {
  private static final int IMAGES = Integer.getInteger("images", 60_000);
  private static final long SEED = 1;

  private final int batch;
  private final int microBatch;
  private final int warmUp;
  private final long[] times;
  private double firstLoss;
  private double processor; // before and then of the measured steps, in seconds

  private TrainingSteps(String sizes, int warmUp, int measured) {
    String[] parts = sizes.split("/", 2);
    this.batch = Integer.parseInt(parts[0]);
    this.microBatch = Integer.parseInt(parts[parts.length - 1]);
    this.warmUp = warmUp;
    this.times = new long[warmUp + measured + 1];
  }

  /** Trains and prints the line. */
  public static void main(String[] arguments) {
    TrainingSteps steps =
        new TrainingSteps(
            arguments[1], Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
    try (NDManager manager = Devices.newManager();
        Recipe.Prepared model = prepare(arguments)) {
      StepFile.fill(manager, model.parts());
      ImageDataset noise = new NoiseImages(0, IMAGES, model.experiment("steps").shape());
      if (arguments.length > 4 && !arguments[4].equals("-")) {
        StepFile.write(Path.of(arguments[4]), manager, model, noise, steps.batch, SEED);
      }
      steps.train(model, noise);
      print(
          model,
          steps.firstLoss,
          steps.imagesPerSecond(),
          1e3 * steps.processor / (steps.times.length - 1 - steps.warmUp));
    }
  }

  /** Prints the line that {@code compare_steps.py} reads. */
  static void print(Recipe.Prepared model, double loss, double rate, double processorMs) {
    System.out.printf(
        Locale.ROOT,
        "parameters %d, loss %.6f, images/s %.2f, processor ms %.1f, peak MiB %d%n",
        model.parts().values().stream().mapToLong(part -> part.parameterCount()).sum(),
        loss,
        rate,
        processorMs,
        Machine.peakMemoryBytes() >> 20);
  }

  private static Recipe.Prepared prepare(String[] arguments) {
    Recipe recipe = Recipes.of(arguments[0]);
    Scale scale = arguments.length > 5 ? Scale.parse(arguments[5]) : Scale.CLASSROOM;
    String data = arguments.length > 6 ? arguments[6] : recipe.usualData();
    List<String> changes = Arrays.stream(arguments).skip(7).toList();
    return recipe.prepare(scale, DataSource.parse(data), changes, SEED);
  }

  private void train(Recipe.Prepared model, ImageDataset data) {
    TrainingOptions options =
        model
            .experiment("steps")
            .training()
            .withSteps(times.length) // the last is followed by the held-out loss and not counted
            .withBatch(batch)
            .withMicroBatch(microBatch)
            .withHeldOut(new TrainingOptions.HeldOut(Integer.MAX_VALUE, 1));
    try (Trainer trainer = new Trainer(model.objective(), options)) {
      trainer.train(data, data, this::note);
    }
  }

  private void note(int step, double loss) {
    if (step < times.length) {
      times[step] = System.nanoTime();
    }
    if (step == warmUp) {
      processor = Problem.processorSeconds();
    } else if (step == times.length - 1) {
      processor = Problem.processorSeconds() - processor;
    }
    if (step == 1) {
      firstLoss = loss;
    }
  }

  private double imagesPerSecond() {
    long[] steps = new long[times.length - 1 - warmUp];
    for (int i = 0; i < steps.length; i++) {
      int step = times.length - steps.length + i;
      steps[i] = times[step] - times[step - 1];
    }
    Arrays.sort(steps);
    return batch / (steps[steps.length / 2] * 1e-9);
  }
}
