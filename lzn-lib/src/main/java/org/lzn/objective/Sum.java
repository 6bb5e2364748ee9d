package org.lzn.objective;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lzn.data.View;
import org.lzn.nn.Network;

/** The sum of two objectives on the first one's views. */
record Sum(Objective first, Objective second) implements Objective {
  @Override
  public Map<String, Network> parts() {
    Map<String, Network> all = new LinkedHashMap<>(first.parts());
    all.putAll(second.parts());
    return all;
  }

  @Override
  public boolean isForWorkers() {
    return first.isForWorkers() && second.isForWorkers();
  }

  @Override
  public double value(Step step) {
    return first.value(step) + second.value(step);
  }

  @Override
  public List<View> views() {
    return first.views();
  }

  @Override
  public void updated() {
    first.updated();
    second.updated();
  }

  @Override
  public Map<String, NDArray> state() {
    Map<String, NDArray> all = new LinkedHashMap<>(first.state());
    all.putAll(second.state());
    return all;
  }
}
