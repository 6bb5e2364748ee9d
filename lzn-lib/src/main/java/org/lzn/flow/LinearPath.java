package org.lzn.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.lzn.tensor.Require;

/**
 * The straight path x_t = (1 - t) x_0 + t x_1 from noise to data, whose velocity is x_1 - x_0
 * [Liu23], [Lin25] §2.2.1.
 *
 * <p>Both methods may stand under a gradient.
 *
 * @param noise x_0, shape (n, ...)
 * @param data x_1, of the same shape and type
 */
public record LinearPath(NDArray noise, NDArray data) {
  /** Checks that both ends have the same shape and type. */
  public LinearPath {
    Require.shape("data", data, noise.getShape().getShape());
    Require.that(
        noise.getDataType() == data.getDataType(),
        "noise and data must have one type, got %s and %s",
        noise.getDataType(),
        data.getDataType());
  }

  /** Returns the path from {@code noise} to {@code data}. */
  public static LinearPath between(NDArray noise, NDArray data) {
    return new LinearPath(noise, data);
  }

  /**
   * Returns x_t.
   *
   * @param t one time for each member of the batch, shape (n), of the type of the ends
   */
  public NDArray at(NDArray t) {
    Require.shape("t", t, noise.getShape().get(0));
    long[] column = new long[noise.getShape().dimension()];
    Arrays.fill(column, 1);
    column[0] = t.size();
    return velocity().mul(t.reshape(new Shape(column))).add(noise);
  }

  /** Returns x_1 - x_0. */
  public NDArray velocity() {
    return data.sub(noise);
  }
}
