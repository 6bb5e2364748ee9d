package org.lzn.train.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.lzn.tensor.NativeCode;
import org.lzn.tensor.NativeCopy;
import org.lzn.tensor.Scope;

/**
 * An exponential moving average of the weights: after update n = 1, 2, …
 *
 * <pre>w̄ ← d w̄ + (1-d) w,   d = min(decay, (1+n)/(10+n)).</pre>
 *
 * Scores are taken with the averages in the place of the weights ([Song21]; [Lin25], settings).
 */
public final class Ema {
  private static final NativeCode FOLLOW =
      NativeCode.of(
          "averages: List[Tensor], w: List[Tensor], share: float",
          "NoneType",
          "torch._foreach_lerp_(averages, w, share)",
          "return None");

  private static final NativeCode COPY =
      NativeCode.of(
          "w: List[Tensor], averages: List[Tensor]",
          "NoneType",
          "torch._foreach_copy_(w, averages)",
          "return None");

  private final double decay;
  private final List<NDArray> weights;
  private final List<NDArray> averages;
  private int updates;

  /** Starts the average at the weights. */
  public Ema(NDManager manager, List<NDArray> weights, double decay) {
    this.decay = decay;
    this.weights = weights;
    this.averages =
        weights.stream()
            .map(
                w -> {
                  NDArray average = w.duplicate();
                  average.attach(manager);
                  return average;
                })
            .toList();
  }

  /** Takes the weights as they are now into the averages. */
  public void update() {
    updates++;
    double d = Math.min(decay, (1.0 + updates) / (10.0 + updates));
    FOLLOW.run(averages, weights, 1 - d); // w̄ + (1-d)(w - w̄)
  }

  /**
   * Puts the averages in the place of the weights for good, w ← w̄; no weight may need a gradient.
   */
  void settle() {
    COPY.run(weights, averages);
  }

  /** Returns w̄, in the weights' order. */
  List<NDArray> averages() {
    return averages;
  }

  /** Goes on as after n updates. */
  void resumeAt(int n) {
    updates = n;
  }

  /** Exchanges weights and averages; a second call restores them. */
  public void swap() {
    try (Scope scope = Scope.open()) {
      for (int i = 0; i < weights.size(); i++) {
        NDArray weight = weights.get(i);
        NDArray kept = weight.duplicate();
        NativeCopy.of(averages.get(i), weight);
        NativeCopy.of(kept, averages.get(i));
      }
    }
  }
}
