package org.lzn.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lzn.data.Batches;
import org.lzn.data.ImageDataset;
import org.lzn.tensor.Draws;
import org.lzn.tensor.Require;
import org.lzn.tensor.Scope;

/**
 * The training loop, the same for every objective: batch, loss, gradients, clipping, Adam, average.
 *
 * <p>Step k of a run is a function of the weights before it, the seed and k. A step whose loss or
 * gradient is not finite changes nothing and is counted.
 */
public final class Trainer implements AutoCloseable {
  private final Objective objective;
  private final TrainingOptions options;
  private final NDManager state = NDManager.newBaseManager();
  private final List<NDArray> weights = new ArrayList<>();
  private final Map<String, Part> parts = new LinkedHashMap<>();
  private final Ema ema;
  private int nonFinite;
  private int zeroGradients;
  private int updates;

  /** Prepares the weights of all parts of an objective. */
  public Trainer(Objective objective, TrainingOptions options) {
    this.objective = objective;
    this.options = options;
    objective.parts().forEach((name, network) -> addPart(name, network.trainable()));
    this.ema = new Ema(state, weights, options.optimisation().emaDecay());
  }

  /**
   * Trains, and leaves the averaged weights in the networks.
   *
   * @param train what is learnt
   * @param heldOut what the loss is followed on
   * @param listener hears of every step
   */
  public TrainingHistory train(
      ImageDataset train, ImageDataset heldOut, TrainingListener listener) {
    Draws draws = Draws.of(options.seed());
    Batches batches = new Batches(train, options.batch(), draws);
    List<TrainingHistory.Point> points = new ArrayList<>();
    double seconds = 0;
    double sum = 0;
    int count = 0;
    for (int k = 0; k < options.steps(); k++) {
      long start = System.nanoTime();
      double loss = step(train, batches.indices(k), draws.at(k));
      seconds += (System.nanoTime() - start) * 1e-9;
      if (Double.isFinite(loss)) {
        sum += loss;
        count++;
      }
      listener.onStep(k + 1, loss);
      if ((k + 1) % options.heldOut().every() == 0 || k + 1 == options.steps()) {
        ema.swap();
        double heldOutLoss = evaluate(heldOut);
        ema.swap();
        points.add(new TrainingHistory.Point(k + 1, seconds, sum / count, heldOutLoss));
        sum = 0;
        count = 0;
      }
    }
    ema.swap();
    return new TrainingHistory(points, new TrainingHistory.Counts(nonFinite, zeroGradients));
  }

  /** Frees the optimiser's state; the networks stay. */
  @Override
  public void close() {
    state.close();
  }

  private void addPart(String name, List<Parameter> parameters) {
    int from = weights.size();
    for (Parameter parameter : parameters) {
      NDArray weight = parameter.getArray();
      weight.setRequiresGradient(true);
      weights.add(weight);
    }
    Adam adam = new Adam(state, List.copyOf(weights.subList(from, weights.size())));
    parts.put(name, new Part(adam, from, weights.size()));
  }

  /** Takes one step and returns the loss of its batch. */
  double step(ImageDataset data, int[] indices, Draws draws) {
    try (Scope scope = Scope.open();
        NDManager manager = state.newSubManager()) {
      Gradients.clear(weights);
      double loss;
      Batch batch = Batch.of(manager, data, indices);
      try (Step step = Step.training(batch, draws, options.microBatch())) {
        loss = objective.value(step);
        step.finish();
      }
      Gradients gradients = Gradients.of(weights);
      if (Double.isFinite(loss) && Double.isFinite(gradients.norm())) {
        zeroGradients += gradients.anyZero() ? 1 : 0;
        update(gradients);
      } else {
        nonFinite++;
      }
      return loss;
    }
  }

  private void update(Gradients gradients) {
    Optimisation optimisation = options.optimisation();
    gradients.clip(optimisation.clip());
    parts.forEach(
        (name, part) ->
            part.adam.update(
                gradients.range(part.from, part.to), optimisation.rate(name, updates)));
    updates++;
    ema.update();
  }

  private double evaluate(ImageDataset heldOut) {
    int size = options.batch();
    int batches = Math.min(options.heldOut().images(), heldOut.size()) / size;
    Require.that(
        batches > 0,
        "held-out images must fill one batch of %d, got %d",
        size,
        Math.min(options.heldOut().images(), heldOut.size()));
    double sum = 0;
    for (int b = 0; b < batches; b++) {
      int[] indices = IntStream.range(b * size, (b + 1) * size).toArray();
      try (Scope scope = Scope.open();
          NDManager manager = state.newSubManager()) {
        // The same draws whatever the run's seed: curves of two runs differ by their weights alone.
        Draws draws = Draws.of(0).named("held-out").at(b);
        Batch batch = Batch.of(manager, heldOut, indices);
        try (Step step = Step.evaluation(batch, draws, options.microBatch())) {
          sum += objective.value(step);
        }
      }
    }
    return sum / batches;
  }

  private record Part(Adam adam, int from, int to) {}
}
