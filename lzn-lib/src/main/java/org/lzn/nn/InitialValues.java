package org.lzn.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.lzn.tensor.SeededRandom;

/** First values of a parameter, a function of the run's seed, the parameter's name and shape. */
@FunctionalInterface
public interface InitialValues {
  /** All 0. */
  InitialValues ZEROS = (manager, draws, name, shape) -> manager.zeros(shape);

  /** All 1. */
  InitialValues ONES = (manager, draws, name, shape) -> manager.ones(shape);

  /** Returns the values of the parameter of a name and a shape, in {@code manager}. */
  NDArray values(NDManager manager, SeededRandom draws, String name, Shape shape);

  /**
   * Uniform with variance {@code scale / ((fanIn + fanOut) / 2)}, [Song21]; a scale of 0 stands for
   * 1e-10, so that gradients begin to flow.
   */
  static InitialValues average(double scale) {
    double positive = scale == 0 ? 1e-10 : scale;
    return (manager, draws, name, shape) -> {
      double fan = (shape.get(0) + shape.get(1)) / 2.0 * area(shape);
      return uniform(Math.sqrt(3 * positive / fan)).values(manager, draws, name, shape);
    };
  }

  /**
   * Uniform with variance {@code 2 / inputs}, [He15]: with half of it lost in the function after
   * each layer, what leaves many layers is as large as what entered the first.
   *
   * @param inputs how many of a layer's inputs are not 0
   */
  static InitialValues kaiming(int inputs) {
    return uniform(Math.sqrt(6.0 / inputs));
  }

  /** Uniform within ±bound. */
  static InitialValues uniform(double bound) {
    return (manager, draws, name, shape) -> draws.uniform(manager, name, -bound, bound, shape);
  }

  /** Normal with a standard deviation. */
  static InitialValues normal(double deviation) {
    return (manager, draws, name, shape) ->
        draws.normal(manager, name, shape).muli((float) deviation);
  }

  /** The number of positions of a convolution's kernel. */
  private static long area(Shape shape) {
    return shape.size() / (shape.get(0) * shape.get(1));
  }
}
