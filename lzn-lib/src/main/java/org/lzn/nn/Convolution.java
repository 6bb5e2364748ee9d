package org.lzn.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;

/** A two-dimensional convolution; padding keeps the image's size when the stride is 1. */
public final class Convolution {
  private final Parameter weight;
  private final Parameter bias;
  private final Shape stride;
  private final Shape padding;

  private Convolution(Parameter weight, Parameter bias, int stride) {
    this.weight = weight;
    this.bias = bias;
    this.stride = new Shape(stride, stride);
    long pad = (weight.getShape().get(2) - 1) / 2;
    this.padding = new Shape(pad, pad);
  }

  /** A convolution of the U-Net, its first weights scaled as in [Song21]. */
  public static Convolution scaled(
      ParameterScope weights, int in, int out, int kernel, double scale) {
    return new Convolution(
        weights.learnt("weight", InitialValues.average(scale), out, in, kernel, kernel),
        weights.learnt("bias", InitialValues.ZEROS, out),
        1);
  }

  /** A convolution whose first weights and biases are uniform within ±1/√fan-in. */
  public static Convolution plain(ParameterScope weights, int in, int out, int kernel) {
    InitialValues fill = InitialValues.uniform(1 / Math.sqrt((double) in * kernel * kernel));
    return new Convolution(
        weights.learnt("weight", fill, out, in, kernel, kernel),
        weights.learnt("bias", fill, out),
        1);
  }

  /** A convolution without bias, its first weights uniform within ±1/√fan-in. */
  public static Convolution unbiased(
      ParameterScope weights, int in, int out, int kernel, int stride) {
    InitialValues fill = InitialValues.uniform(1 / Math.sqrt((double) in * kernel * kernel));
    return new Convolution(weights.learnt("weight", fill, out, in, kernel, kernel), null, stride);
  }

  /** Maps {@code (n, in, h, w)} to {@code (n, out, h / stride, w / stride)}. */
  public NDArray apply(NDArray x) {
    NDArray w = weight.getArray();
    NDArray b = bias == null ? null : bias.getArray();
    return x.getNDArrayInternal().convolution(x, w, b, stride, padding, new Shape(1, 1), 1).head();
  }

  /** Applies a 3×3 convolution to {@code x} with each pixel repeated 2×2 times, at less cost. */
  NDArray applyToRepeated(NDArray x) {
    return RepeatedPixels.convolve(x, weight.getArray(), bias.getArray());
  }
}
