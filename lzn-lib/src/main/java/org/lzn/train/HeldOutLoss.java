package org.lzn.train;

import ai.djl.ndarray.NDManager;
import java.util.Map;
import java.util.stream.IntStream;
import org.lzn.data.Batches;
import org.lzn.data.ImageDataset;
import org.lzn.objective.Batch;
import org.lzn.objective.Objective;
import org.lzn.objective.Step;
import org.lzn.tensor.Devices;
import org.lzn.tensor.Scope;
import org.lzn.tensor.SeededRandom;

/**
 * The loss on images held out, by one worker alone.
 *
 * @param heldOut the images
 */
record HeldOutLoss(Objective objective, TrainingOptions options, ImageDataset heldOut) {
  /** Returns the mean loss, and adds the means of what the objective measures besides. */
  double take(Map<String, Double> measures) {
    int size = options.heldOutBatch(heldOut.size());
    int batches = options.heldOutImages(heldOut.size()) / size;
    double sum = 0;
    for (int b = 0; b < batches; b++) {
      try (Scope scope = Scope.open();
          NDManager manager = Devices.newManager()) {
        // The same draws whatever the run's seed: curves of two runs differ by their weights alone.
        SeededRandom draws = SeededRandom.of(0).named("held-out").at(b);
        Batch batch = batch(manager, draws, size, b);
        try (Step step = Step.evaluation(batch, draws, options.microBatch())) {
          sum += objective.value(step);
          step.measures()
              .forEach((name, value) -> measures.merge(name, value / batches, Double::sum));
        }
      }
    }
    return sum / batches;
  }

  private Batch batch(NDManager manager, SeededRandom draws, int size, int b) {
    int company = Math.min(options.company(), heldOut.size() - size);
    if (objective.views().size() > 1) {
      Batches batches = new Batches(heldOut, size, draws, objective.views(), company);
      return Batch.of(manager, batches.load(b)).learning(size);
    }
    int[] indices =
        IntStream.range(b * size, (b + 1) * size + company).map(i -> i % heldOut.size()).toArray();
    return Batch.of(manager, heldOut, indices).learning(size);
  }
}
