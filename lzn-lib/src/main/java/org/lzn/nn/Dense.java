package org.lzn.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;

/** A dense layer {@code x Wᵀ + b}. */
public final class Dense {
  private final Parameter weight;
  private final Parameter bias;

  private Dense(Parameter weight, Parameter bias) {
    this.weight = weight;
    this.bias = bias;
  }

  /** A dense layer of the U-Net, its first weights scaled as in [Song21]. */
  public static Dense scaled(ParameterScope weights, int in, int out) {
    return new Dense(
        weights.learnt("weight", InitialValues.average(1), out, in),
        weights.learnt("bias", InitialValues.ZEROS, out));
  }

  /** A dense layer whose first weights and biases are uniform within ±1/√fan-in. */
  public static Dense plain(ParameterScope weights, int in, int out) {
    InitialValues fill = InitialValues.uniform(1 / Math.sqrt(in));
    return new Dense(weights.learnt("weight", fill, out, in), weights.learnt("bias", fill, out));
  }

  /**
   * A dense layer whose first outputs are as large as its inputs, [He15]; its biases begin at 0.
   */
  public static Dense kaiming(ParameterScope weights, int in, int out) {
    return new Dense(
        weights.learnt("weight", InitialValues.kaiming(in), out, in),
        weights.learnt("bias", InitialValues.ZEROS, out));
  }

  /** A dense layer without bias, its first weights uniform within ±1/√fan-in. */
  public static Dense unbiased(ParameterScope weights, int in, int out) {
    return new Dense(
        weights.learnt("weight", InitialValues.uniform(1 / Math.sqrt(in)), out, in), null);
  }

  /** Maps {@code (n, in)} to {@code (n, out)}. */
  public NDArray apply(NDArray x) {
    return bias == null
        ? Linear.linear(x, weight.getArray()).head()
        : Linear.linear(x, weight.getArray(), bias.getArray()).head();
  }
}
