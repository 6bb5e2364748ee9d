package org.lzn.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * Constants that may enter a gradient's graph.
 *
 * <p>DJL wraps the number of {@code x.mul(number)} in an array over a Java buffer which it frees on
 * return, while the native graph goes on reading it: when Java collects garbage between the forward
 * and the backward pass, gradients are silently wrong. The same holds for arrays made from Java
 * data that are closed too early. Everything made here is memory the native library owns and counts
 * the references of, so that it lives as long as the graph needs it. In packages that build graphs
 * the overloads that take a number are forbidden by a test.
 */
public final class Constants {
  private Constants() {}

  /** Returns a scalar of the type and on the device of {@code like}, in its manager. */
  public static NDArray scalar(NDArray like, double value) {
    return scalar(like.getManager(), like.getDataType(), value);
  }

  /** Returns a scalar in native memory, on the device of {@code manager}. */
  public static NDArray scalar(NDManager manager, DataType type, double value) {
    // In place on native memory, outside any graph: the temporary Java scalar is only read here.
    NDArray one = manager.ones(new Shape(), type);
    return type == DataType.FLOAT64 ? one.muli(value) : one.muli((float) value);
  }

  /** Returns {@code c · x}. */
  public static NDArray scale(NDArray x, double c) {
    return x.mul(scalar(x, c));
  }

  /** Returns a native copy of {@code values} in row-major order. */
  public static NDArray of(NDManager manager, float[] values, Shape shape) {
    HostTransfers.countUp();
    try (NDArray view = manager.create(values, shape)) {
      return view.duplicate();
    }
  }

  /** Returns a native copy of {@code values} in row-major order. */
  public static NDArray of(NDManager manager, double[] values, Shape shape) {
    HostTransfers.countUp();
    try (NDArray view = manager.create(values, shape)) {
      return view.duplicate();
    }
  }

  /** Returns a native copy of {@code values}, (n). */
  public static NDArray of(NDManager manager, long[] values) {
    HostTransfers.countUp();
    try (NDArray view = manager.create(values)) {
      return view.duplicate();
    }
  }
}
