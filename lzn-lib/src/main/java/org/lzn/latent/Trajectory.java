package org.lzn.latent;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.lzn.flow.MultistepScheme;
import org.lzn.tensor.Constants;
import org.lzn.tensor.Scope;

/**
 * The points s_0, ..., s_K of one run of s_{k+1} = carry_k s_k + Σ_j pull_{k,j} m_{k-j} and the way
 * back along them. Only the points are kept.
 */
record Trajectory(MultistepScheme scheme, List<NDArray> points) {
  /** Computes m_k at the point s_k. */
  @FunctionalInterface
  interface Mean {
    NDArray at(int k, NDArray s);
  }

  /** Returns dL/ds_k for a given dL/dm_k. */
  @FunctionalInterface
  interface PullBack {
    NDArray at(int k, NDArray s, NDArray gradient);
  }

  static Trajectory run(MultistepScheme scheme, NDArray start, Mean mean) {
    List<NDArray> points = new ArrayList<>(List.of(start));
    List<NDArray> means = new ArrayList<>();
    for (int k = 0; k < scheme.size(); k++) {
      try (Scope scope = Scope.open()) {
        NDArray s = points.get(k);
        means.add(scope.keep(mean.at(k, s)));
        MultistepScheme.Step step = scheme.steps().get(k);
        NDArray next = Constants.scale(s, step.carry());
        for (int j = 0; j < step.pull().size(); j++) {
          next.addi(Constants.scale(means.get(k - j), step.pull().get(j)));
        }
        points.add(scope.keep(next));
      }
      if (k >= scheme.memory() - 1) {
        means.get(k - scheme.memory() + 1).close();
      }
    }
    return new Trajectory(scheme, points);
  }

  NDArray end() {
    return points.get(scheme.size());
  }

  /** Returns dL/ds_0 for a given dL/ds_K. */
  NDArray reverse(NDArray upstream, PullBack pullBack) {
    return reverse(scheme.size(), upstream, pullBack);
  }

  /** Returns dL/ds_0 for a given dL/ds_k where nothing after s_k matters. */
  NDArray reverse(int steps, NDArray upstream, PullBack pullBack) {
    NDArray[] dMeans = new NDArray[steps];
    NDArray ds = upstream.duplicate();
    for (int k = steps - 1; k >= 0; k--) {
      MultistepScheme.Step step = scheme.steps().get(k);
      for (int j = 0; j < step.pull().size(); j++) {
        NDArray share = Constants.scale(ds, step.pull().get(j));
        dMeans[k - j] = dMeans[k - j] == null ? share : add(dMeans[k - j], share);
      }
      try (NDArray after = ds;
          NDArray dMean = dMeans[k];
          Scope scope = Scope.open()) {
        NDArray before = Constants.scale(after, step.carry());
        ds = scope.keep(before.addi(pullBack.at(k, points.get(k), dMean)));
      }
    }
    return ds;
  }

  private static NDArray add(NDArray sum, NDArray share) {
    try (share) {
      return sum.addi(share);
    }
  }
}
