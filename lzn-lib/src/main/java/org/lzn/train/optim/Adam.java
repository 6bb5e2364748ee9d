package org.lzn.train.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.lzn.tensor.Constants;

/**
 * Adam ([Kin15], Algorithm 1) on one part's weights:
 *
 * <pre>
 * m ← β₁ m + (1-β₁) g,   v ← β₂ v + (1-β₂) g²
 * w ← w - rate · m/(1-β₁ᵏ) / (√(v/(1-β₂ᵏ)) + ε)
 * </pre>
 *
 * with β₁ = 0.9, β₂ = 0.999, ε = 1e-8. DJL's own Adam keeps its state where no checkpoint can reach
 * it and adds ε before the second correction.
 */
public final class Adam {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final List<NDArray> weights;
  private final List<NDArray> means;
  private final List<NDArray> squares;
  private final NDArray fresh1;
  private final NDArray fresh2;
  private int updates;

  /** Begins without any memory of gradients; its state lives in {@code manager}. */
  public Adam(NDManager manager, List<NDArray> weights) {
    this.weights = weights;
    this.means = zeros(manager, weights);
    this.squares = zeros(manager, weights);
    NDArray like = weights.get(0);
    this.fresh1 = Constants.scalar(manager, like.getDataType(), 1 - BETA1);
    this.fresh2 = Constants.scalar(manager, like.getDataType(), 1 - BETA2);
  }

  /** Moves the weights against the gradients, given in the weights' order. */
  public void update(List<NDArray> gradients, double rate) {
    updates++;
    double correction1 = 1 - Math.pow(BETA1, updates);
    double correction2 = Math.sqrt(1 - Math.pow(BETA2, updates));
    for (int i = 0; i < weights.size(); i++) {
      NDArray g = gradients.get(i);
      NDArray m = means.get(i);
      NDArray v = squares.get(i);
      m.muli(BETA1).addi(g.mul(fresh1));
      v.muli(BETA2).addi(g.mul(g).muli(fresh2));
      NDArray scale = v.sqrt().divi(correction2).addi(EPSILON);
      weights.get(i).subi(m.div(scale).muli(rate / correction1));
    }
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
