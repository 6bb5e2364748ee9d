package org.lzn.benchmark;

import java.util.List;
import java.util.Locale;
import org.lzn.data.DataSource;
import org.lzn.data.ImageDataset;
import org.lzn.run.Experiment;
import org.lzn.run.Machine;
import org.lzn.run.Recipe;
import org.lzn.run.Recipes;
import org.lzn.run.Scale;
import org.lzn.run.TrainingRun;

/**
 * One real step of a recipe at the paper's settings, on noise of the right shape: the number of
 * parameters, the loss, the step's seconds and the peak memory.
 *
 * <p>Arguments: recipe, data set, batch, micro-batch; such as {@code rf-lzn afhq-cat 4 2}, or
 * {@code lzn-align imagenet 8192 16}, the paper's batch of case study 2.
 */
public final class PaperStep {
  private static final int HELD_OUT = 64;

  private PaperStep() {}

  /** Trains one step and prints what it took. */
  public static void main(String[] arguments) {
    int batch = Integer.parseInt(arguments[2]);
    List<String> changes =
        List.of(
            "training.steps=1",
            "training.batch=" + batch,
            "training.microBatch=" + arguments[3],
            "training.heldOut.every=1",
            "training.heldOut.images=" + Math.min(batch, HELD_OUT));
    DataSource data = DataSource.parse(arguments[1]);
    try (Recipe.Prepared model = Recipes.of(arguments[0]).prepare(Scale.PAPER, data, changes, 1)) {
      long parameters =
          model.parts().values().stream().mapToLong(part -> part.parameterCount()).sum();
      Experiment experiment = model.experiment("step");
      ImageDataset noise = new NoiseImages(0, batch, experiment.shape());
      TrainingRun run = experiment.fit(model.objective(), noise, noise);
      System.out.printf(
          Locale.ROOT,
          "%s, %s %s: %.1f million parameters, batch %d, micro-batch %s: "
              + "loss %.4f, %.1f s, peak %.2f GiB%n",
          arguments[0],
          data,
          experiment.shape(),
          parameters * 1e-6,
          batch,
          arguments[3],
          run.history().last().train(),
          run.history().last().seconds(),
          Machine.peakMemoryBytes() / (double) (1 << 30));
    }
  }
}
