package org.lzn.codec;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.lzn.flow.OdeSolver;
import org.lzn.flow.VelocityField;
import org.lzn.nn.NcsnppDecoder;
import org.lzn.tensor.Constants;
import org.lzn.tensor.Require;

/**
 * Maps latents to images by a rectified flow whose velocity knows the latent ([Lin25] §3, [Liu23]):
 * dx/dt = v(x, t, z) from Gaussian noise at t = 0 to an image at t = 1. A decoder that draws by
 * class knows the label too, v(x, t, z, y), [Lin25] §5.
 *
 * @param network v: points (n, C, H, W), times (n) and condition (latent, then one-hot label) to
 *     velocities
 * @param patches how pixels enter and leave the network
 * @param classes K, the width of a one-hot label; 0 for a decoder that knows no label
 */
public record FlowImageDecoder(NcsnppDecoder network, Patches patches, int classes) {
  /** Where the flow starts: training draws times from [START, 1), as the paper does. */
  public static final double START = 1e-3;

  /** Makes a decoder that knows no label. */
  public FlowImageDecoder(NcsnppDecoder network, Patches patches) {
    this(network, patches, 0);
  }

  /** Returns v(x, t, z) of a decoder that knows no label. */
  public NDArray velocity(NDArray x, NDArray t, NDArray latents, boolean training) {
    return velocity(x, t, latents, null, training);
  }

  /**
   * Returns the velocity v(x, t, z, y), shape (n, C, H, W).
   *
   * @param x points, shape (n, C, H, W)
   * @param t times, shape (n)
   * @param latents z, shape (n, q); null for a decoder that knows no latent
   * @param labels y, one-hot, shape (n, K), see {@link OneHot}; null for one that knows no label
   */
  public NDArray velocity(NDArray x, NDArray t, NDArray latents, NDArray labels, boolean training) {
    NDArray condition = condition(latents, labels);
    return patches.join(network.forward(patches.split(x), t, condition, training));
  }

  /** Returns the field of the flow given latents (n, q) and labels (n, K), each may be null. */
  public VelocityField given(NDArray latents, NDArray labels) {
    return (x, t) -> velocity(x, times(x, t), latents, labels, false);
  }

  /** Follows the flow of a decoder that knows no label from noise (n, C, H, W) to images. */
  public NDArray decode(NDArray latents, NDArray noise, OdeSolver solver) {
    return decode(latents, null, noise, solver);
  }

  /** Follows the flow from noise (n, C, H, W) to images. */
  public NDArray decode(NDArray latents, NDArray labels, NDArray noise, OdeSolver solver) {
    return solver.solve(given(latents, labels), noise, START, 1);
  }

  /** Follows the flow backwards, from images (n, C, H, W) to their noise. */
  public NDArray invert(NDArray latents, NDArray labels, NDArray images, OdeSolver solver) {
    return solver.solve(given(latents, labels), images, 1, START);
  }

  private NDArray condition(NDArray latents, NDArray labels) {
    Require.that(labels == null || classes > 0, "this decoder knows no labels, got some");
    Require.that(
        labels != null || classes == 0,
        "this decoder draws by class: it needs the labels, one-hot in %d classes, got none",
        classes);
    if (labels == null || latents == null) {
      return labels == null ? latents : labels;
    }
    return NDArrays.concat(new NDList(latents, labels), 1);
  }

  /** Returns the time t for each of the points x, (n). */
  static NDArray times(NDArray x, double t) {
    NDArray one = x.getManager().ones(new Shape(x.getShape().get(0)), DataType.FLOAT32);
    return Constants.scale(one, t);
  }
}
