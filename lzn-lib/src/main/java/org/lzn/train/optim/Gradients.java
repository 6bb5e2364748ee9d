package org.lzn.train.optim;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.lzn.tensor.HostTransfers;
import org.lzn.tensor.NativeCode;

/** The gradients of some weights after one backward pass. */
public final class Gradients {
  private static final NativeCode NORMS =
      NativeCode.of("g: List[Tensor]", "Tensor", "return torch.stack(torch._foreach_norm(g))");
  private static final NativeCode ZERO =
      NativeCode.of("g: List[Tensor]", "NoneType", "torch._foreach_zero_(g)", "return None");
  private static final NativeCode SCALE =
      NativeCode.of(
          "g: List[Tensor], c: float", "NoneType", "torch._foreach_mul_(g, c)", "return None");

  private final List<NDArray> gradients;
  private final float[] norms;

  private Gradients(List<NDArray> weights) {
    gradients = weights.stream().map(NDArray::getGradient).toList();
    norms = HostTransfers.floats(NORMS.value(gradients.get(0).getManager(), gradients));
  }

  /** Reads the gradients that the weights carry now. */
  public static Gradients of(List<NDArray> weights) {
    return new Gradients(weights);
  }

  /** Sets the gradients of the weights to zero; a product with zero would keep a NaN. */
  public static void clear(List<NDArray> weights) {
    ZERO.run(weights.stream().map(NDArray::getGradient).toList());
  }

  /** Returns the Euclidean norm over all of them: NaN or infinite if any number is. */
  public double norm() {
    double sum = 0;
    for (float norm : norms) {
      sum += (double) norm * norm;
    }
    return Math.sqrt(sum);
  }

  /** Returns whether some weight tensor has a gradient that is zero throughout. */
  public boolean anyZero() {
    for (int i = 0; i < norms.length; i++) {
      // The square of a small gradient may underflow: look again.
      if (norms[i] == 0 && HostTransfers.number(gradients.get(i).abs().max()) == 0) {
        return true;
      }
    }
    return false;
  }

  /** Scales all gradients so that their norm is at most the bound. */
  public void clip(double bound) {
    double norm = norm();
    if (norm > bound) {
      SCALE.run(gradients, bound / norm);
    }
  }

  /** Returns the gradients from (inclusive) to (exclusive), in the weights' order. */
  public List<NDArray> range(int from, int to) {
    return gradients.subList(from, to);
  }
}
