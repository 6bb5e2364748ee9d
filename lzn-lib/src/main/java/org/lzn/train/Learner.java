package org.lzn.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lzn.nn.Network;
import org.lzn.tensor.Compute;

/** The weights that learn, by part, with all that optimiser and moving average remember of them. */
final class Learner implements AutoCloseable {
  private final NDManager manager = Compute.newManager();
  private final Optimisation optimisation;
  private final List<String> names = new ArrayList<>();
  private final List<NDArray> weights = new ArrayList<>();
  private final Map<String, Part> parts = new LinkedHashMap<>();
  private final Ema ema;
  private int updates;

  private record Part(Adam adam, int from, int to) {}

  Learner(Map<String, Network> networks, Optimisation optimisation) {
    this.optimisation = optimisation;
    networks.forEach((name, network) -> addPart(name, network.trainable()));
    this.ema = new Ema(manager, weights, optimisation.emaDecay());
  }

  private void addPart(String part, List<Parameter> parameters) {
    int from = weights.size();
    for (Parameter parameter : parameters) {
      NDArray weight = parameter.getArray();
      weight.setRequiresGradient(true);
      weights.add(weight);
      names.add(part + "." + parameter.getName());
    }
    Adam adam = new Adam(manager, List.copyOf(weights.subList(from, weights.size())));
    parts.put(part, new Part(adam, from, weights.size()));
  }

  /** Returns the weights of all parts. */
  List<NDArray> weights() {
    return weights;
  }

  /** Returns a manager for what lives no longer than the learner. */
  NDManager manager() {
    return manager;
  }

  /** Clips the gradients, moves the weights and takes them into their averages. */
  void update(Gradients gradients) {
    gradients.clip(optimisation.clip());
    parts.forEach(
        (name, part) ->
            part.adam.update(
                gradients.range(part.from, part.to), optimisation.rate(name, updates)));
    updates++;
    ema.update();
  }

  /** Exchanges weights and averages; a second call restores them. */
  void swap() {
    ema.swap();
  }

  /** Returns the number of updates so far. */
  int updates() {
    return updates;
  }

  /** Returns everything that the next update depends on but their number, by name. */
  Map<String, NDArray> state() {
    Map<String, NDArray> state = new LinkedHashMap<>();
    add(state, "weight.", 0, weights);
    parts.values().forEach(part -> add(state, "mean.", part.from, part.adam.means()));
    parts.values().forEach(part -> add(state, "square.", part.from, part.adam.squares()));
    add(state, "average.", 0, ema.averages());
    return state;
  }

  private void add(Map<String, NDArray> state, String kind, int from, List<NDArray> arrays) {
    for (int i = 0; i < arrays.size(); i++) {
      state.put(kind + names.get(from + i), arrays.get(i));
    }
  }

  /** Goes on as after so many updates, once {@link #state} has been restored. */
  void resumeAt(int done) {
    updates = done;
    parts.values().forEach(part -> part.adam.resumeAt(done));
    ema.resumeAt(done);
  }

  @Override
  public void close() {
    manager.close();
  }
}
