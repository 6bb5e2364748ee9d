package org.lzn.train.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.lzn.tensor.NativeCode;

/**
 * Adam ([Kin15], Algorithm 1) on one part's weights:
 *
 * <pre>
 * m ← β₁ m + (1-β₁) g,   v ← β₂ v + (1-β₂) g²
 * w ← w - rate · m/(1-β₁ᵏ) / (√(v/(1-β₂ᵏ)) + ε)
 * </pre>
 *
 * with β₁ = 0.9, β₂ = 0.999, ε = 1e-8. DJL's own Adam keeps its state where no checkpoint can reach
 * it and adds ε before the second correction. The engine's fused update reads and writes each array
 * once.
 */
public final class Adam {
  private static final NativeCode UPDATE =
      NativeCode.of(
          "w: List[Tensor], g: List[Tensor], m: List[Tensor], v: List[Tensor],"
              + " k: float, rate: float",
          "NoneType",
          "step = torch.full([], k, dtype=6, layout=None, device=ops.prim.device(w[0]))",
          "steps = torch.mul([step], torch.len(w))",
          "none = annotate(List[Tensor], [])",
          "torch._fused_adam_(w, g, m, v, none, steps, lr=rate, beta1=0.9, beta2=0.999,"
              + " weight_decay=0., eps=1e-8, amsgrad=False, maximize=False)",
          "return None");

  private final List<NDArray> weights;
  private final List<NDArray> means;
  private final List<NDArray> squares;
  private int updates;

  /** Begins without any memory of gradients; its state lives in {@code manager}. */
  public Adam(NDManager manager, List<NDArray> weights) {
    this.weights = weights;
    this.means = zeros(manager, weights);
    this.squares = zeros(manager, weights);
  }

  /** Moves the weights against the gradients, given in the weights' order. */
  public void update(List<NDArray> gradients, double rate) {
    updates++;
    UPDATE.run(weights, gradients, means, squares, updates, rate);
  }

  /** Returns m, in the weights' order. */
  List<NDArray> means() {
    return means;
  }

  /** Returns v, in the weights' order. */
  List<NDArray> squares() {
    return squares;
  }

  /** Goes on as after k updates. */
  void resumeAt(int k) {
    updates = k;
  }

  private static List<NDArray> zeros(NDManager manager, List<NDArray> weights) {
    return weights.stream().map(w -> manager.zeros(w.getShape(), w.getDataType())).toList();
  }
}
