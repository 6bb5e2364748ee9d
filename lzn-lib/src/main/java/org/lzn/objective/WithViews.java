package org.lzn.objective;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;
import org.lzn.data.View;
import org.lzn.nn.Network;

/** An objective on other views. */
record WithViews(Objective objective, List<View> views) implements Objective {
  @Override
  public Map<String, Network> parts() {
    return objective.parts();
  }

  @Override
  public boolean isForWorkers() {
    return objective.isForWorkers();
  }

  @Override
  public double value(Step step) {
    return objective.value(step);
  }

  @Override
  public void updated() {
    objective.updated();
  }

  @Override
  public Map<String, NDArray> state() {
    return objective.state();
  }
}
