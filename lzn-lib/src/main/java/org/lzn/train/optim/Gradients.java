package org.lzn.train.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.List;
import org.lzn.tensor.HostTransfers;

/** The gradients of some weights after one backward pass. */
public final class Gradients {
  private final List<NDArray> gradients;
  private final float[] squares;

  private Gradients(List<NDArray> weights) {
    gradients = weights.stream().map(NDArray::getGradient).toList();
    NDList sums = new NDList();
    gradients.forEach(g -> sums.add(g.mul(g).sum().reshape(1)));
    squares = HostTransfers.floats(NDArrays.concat(sums));
  }

  /** Reads the gradients that the weights carry now. */
  public static Gradients of(List<NDArray> weights) {
    return new Gradients(weights);
  }

  /** Sets the gradients of the weights to zero; a product with zero would keep a NaN. */
  public static void clear(List<NDArray> weights) {
    weights.forEach(
        w -> {
          NDArray gradient = w.getGradient();
          gradient.zerosLike().copyTo(gradient);
        });
  }

  /** Returns the Euclidean norm over all of them: NaN or infinite if any number is. */
  public double norm() {
    double sum = 0;
    for (float square : squares) {
      sum += square;
    }
    return Math.sqrt(sum);
  }

  /** Returns whether some weight tensor has a gradient that is zero throughout. */
  public boolean anyZero() {
    for (int i = 0; i < squares.length; i++) {
      // The square of a small gradient may underflow: look again.
      if (squares[i] == 0 && HostTransfers.number(gradients.get(i).abs().max()) == 0) {
        return true;
      }
    }
    return false;
  }

  /** Scales all gradients so that their norm is at most the bound. */
  public void clip(double bound) {
    double norm = norm();
    if (norm > bound) {
      gradients.forEach(g -> g.muli(bound / norm));
    }
  }

  /** Returns the gradients from (inclusive) to (exclusive), in the weights' order. */
  public List<NDArray> range(int from, int to) {
    return gradients.subList(from, to);
  }
}
