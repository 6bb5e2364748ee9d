package org.lzn.train.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.lzn.nn.Network;
import org.lzn.tensor.Devices;

/** The weights that learn, by part, with all that optimiser and moving average remember of them. */
public final class PartOptimizers implements AutoCloseable {
  private final NDManager manager = Devices.newManager();
  private final Optimisation optimisation;
  private final List<Part> parts = new ArrayList<>();
  private int updates;

  /**
   * One part.
   *
   * @param names of its weights, that of the part before each
   * @param stop the number of updates after which it learns no more
   */
  private record Part(
      String name, List<String> names, List<NDArray> weights, Adam adam, Ema ema, int stop) {

    /** Weights that learn no more need no gradient, which spares half of their backward pass. */
    void learn(boolean learns) {
      weights.forEach(weight -> weight.setRequiresGradient(learns));
    }

    /** Others go on learning from what scores will see. */
    void rest() {
      learn(false);
      ema.settle();
    }
  }

  /** Makes an optimiser for the weights of each part. */
  public PartOptimizers(Map<String, Network> networks, Optimisation optimisation) {
    this.optimisation = optimisation;
    networks.forEach((name, network) -> parts.add(part(name, network.trainable())));
  }

  private Part part(String part, List<Parameter> parameters) {
    List<String> names = parameters.stream().map(p -> part + "." + p.getName()).toList();
    List<NDArray> weights = parameters.stream().map(Parameter::getArray).toList();
    Ema ema = new Ema(manager, weights, optimisation.emaDecay());
    int stop = optimisation.stop(part);
    Part made = new Part(part, names, weights, new Adam(manager, weights), ema, stop);
    made.learn(true);
    return made;
  }

  /** Returns the weights of all parts that still learn. */
  public List<NDArray> learning() {
    List<NDArray> weights = new ArrayList<>();
    parts.stream().filter(this::learns).forEach(part -> weights.addAll(part.weights));
    return weights;
  }

  private boolean learns(Part part) {
    return updates < part.stop;
  }

  /** Returns a manager for what lives no longer than the learner. */
  public NDManager manager() {
    return manager;
  }

  /** Clips the gradients of {@link #learning}, moves the weights and takes them into averages. */
  public void update(Gradients gradients) {
    gradients.clip(optimisation.clip());
    int from = 0;
    for (Part part : parts) {
      if (learns(part)) {
        int to = from + part.weights.size();
        part.adam.update(gradients.range(from, to), optimisation.rate(part.name, updates));
        part.ema.update();
        from = to;
      }
    }
    updates++;
    parts.stream().filter(part -> part.stop == updates).forEach(Part::rest);
  }

  /** Exchanges weights and averages; a second call restores them. */
  public void swap() {
    parts.forEach(part -> part.ema.swap());
  }

  /** Returns the number of updates so far. */
  public int updates() {
    return updates;
  }

  /** Returns everything that the next update depends on but their number, by name. */
  public Map<String, NDArray> state() {
    Map<String, NDArray> state = new LinkedHashMap<>();
    add(state, "weight.", part -> part.weights);
    add(state, "mean.", part -> part.adam.means());
    add(state, "square.", part -> part.adam.squares());
    add(state, "average.", part -> part.ema.averages());
    return state;
  }

  private void add(
      Map<String, NDArray> state, String kind, Function<Part, List<NDArray>> arraysOf) {
    for (Part part : parts) {
      List<NDArray> arrays = arraysOf.apply(part);
      for (int i = 0; i < arrays.size(); i++) {
        state.put(kind + part.names.get(i), arrays.get(i));
      }
    }
  }

  /** Goes on as after so many updates, once {@link #state} has been restored. */
  public void resumeAt(int done) {
    updates = done;
    for (Part part : parts) {
      part.adam.resumeAt(Math.min(done, part.stop));
      part.ema.resumeAt(Math.min(done, part.stop));
      part.learn(learns(part));
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
