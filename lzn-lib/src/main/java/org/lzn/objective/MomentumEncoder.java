package org.lzn.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import java.util.List;
import org.lzn.nn.Network;
import org.lzn.tensor.NativeCopy;
import org.lzn.tensor.Scope;

/** A network that follows another ([He20] Eq. 2): w' ← m w' + (1-m) w. */
final class MomentumEncoder {
  private final List<NDArray> weights;
  private final List<NDArray> slow;
  private final double m;

  /** Begins with equal weights. */
  MomentumEncoder(Network network, Network follower, double m) {
    this.weights = arrays(network);
    this.slow = arrays(follower);
    this.m = m;
    for (int i = 0; i < slow.size(); i++) {
      NativeCopy.of(weights.get(i), slow.get(i));
    }
  }

  /** Takes one step after the weights as they are now. */
  void follow() {
    try (Scope scope = Scope.open()) {
      for (int i = 0; i < slow.size(); i++) {
        NDArray follower = slow.get(i);
        follower.addi(weights.get(i).sub(follower).muli(1 - m));
      }
    }
  }

  private static List<NDArray> arrays(Network network) {
    return network.getDirectParameters().values().stream().map(Parameter::getArray).toList();
  }
}
