package org.lzn.benchmark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.lzn.codec.FlowImageDecoder;
import org.lzn.codec.ImageEncoder;
import org.lzn.data.DataSource;
import org.lzn.data.ImageDataset;
import org.lzn.flow.Euler;
import org.lzn.latent.Anchors;
import org.lzn.latent.Latents;
import org.lzn.run.Recipe;
import org.lzn.run.Recipes;
import org.lzn.run.Scale;
import org.lzn.tensor.Devices;
import org.lzn.tensor.HostTransfers;
import org.lzn.tensor.Scope;

/**
 * The time of drawing and of encoding with the networks of case study 1 at classroom scale.
 *
 * <p>Arguments: {@code sample}, 50 Euler steps from noise and given latents, or {@code encode},
 * images to latents; batch, rounds before the clock starts, rounds measured, and a file for {@link
 * StepFile}, from which {@code src/jmh/python/inference.py} does the same. Prints the number of
 * parameters, the mean square of what comes out (as the loss of the other benchmark), images a
 * second by the median round, and the processor time of a round.
 */
public final class Inference {
  private static final long SEED = 1;
  private static final Euler SOLVER = Euler.steps(50);

  private Inference() {}

  /** Measures and prints the line. */
  public static void main(String[] arguments) {
    int batch = Integer.parseInt(arguments[1]);
    int warmUp = Integer.parseInt(arguments[2]);
    long[] times = new long[Integer.parseInt(arguments[3])];
    Recipe recipe = Recipes.of("rf-lzn");
    DataSource usual = DataSource.parse(recipe.usualData());
    try (NDManager manager = Devices.newManager();
        Recipe.Prepared model = recipe.prepare(Scale.CLASSROOM, usual, List.of(), SEED)) {
      StepFile.fill(manager, model.parts());
      ImageDataset noise = new NoiseImages(0, batch, model.experiment("use").shape());
      var given = StepFile.write(Path.of(arguments[4]), manager, model, noise, batch, SEED);
      NDArray z = given.get("zone noise");
      Supplier<NDArray> work =
          arguments[0].equals("sample")
              ? () -> sampled(model.images().orElseThrow().decoder(), z, given.get("noise"))
              : () -> encoded(model.imageEncoder().orElseThrow(), given.get("images"), z);
      double square = 0;
      double processor = 0;
      for (int k = 0; k < warmUp + times.length; k++) {
        processor = k == warmUp ? Problem.processorSeconds() : processor;
        long start = System.nanoTime();
        square = square(work);
        times[Math.max(0, k - warmUp)] = System.nanoTime() - start;
      }
      processor = Problem.processorSeconds() - processor;
      Arrays.sort(times);
      TrainingSteps.print(
          model, square, batch / (times[times.length / 2] * 1e-9), 1e3 * processor / times.length);
    }
  }

  private static double square(Supplier<NDArray> work) {
    try (Scope scope = Scope.open()) {
      return HostTransfers.number(work.get().square().mean());
    }
  }

  private static NDArray sampled(FlowImageDecoder decoder, NDArray latents, NDArray noise) {
    return decoder.decode(latents, noise, SOLVER);
  }

  private static NDArray encoded(ImageEncoder encoder, NDArray images, NDArray noise) {
    NDArray anchors = encoder.anchors(images, false);
    try (Latents latents = encoder.zones().of(Anchors.of(anchors), noise)) {
      return latents.points().duplicate();
    }
  }
}
