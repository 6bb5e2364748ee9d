package org.lzn.flow;

import ai.djl.ndarray.NDArray;

/** The right-hand side v of a flow dx/dt = v(x, t); t = 0 is noise, t = 1 is data or an anchor. */
@FunctionalInterface
public interface VelocityField {
  /**
   * Returns v(x, t), of the shape and type of {@code x}.
   *
   * @param x the points, a batch along the first axis
   * @param t the time, the same for the whole batch
   */
  NDArray at(NDArray x, double t);
}
