package org.lzn.codec;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.lzn.flow.OdeSolver;
import org.lzn.flow.VelocityField;
import org.lzn.nn.NcsnppDecoder;
import org.lzn.tensor.Constants;

/**
 * Maps latents to images by a rectified flow whose velocity knows the latent ([Lin25] §3, [Liu23]):
 * dx/dt = v(x, t, z) from Gaussian noise at t = 0 to an image at t = 1.
 *
 * @param network v: points (n, C, H, W), times (n) and latents (n, q) to velocities
 * @param patches how pixels enter and leave the network
 */
public record FlowImageDecoder(NcsnppDecoder network, Patches patches) {
  /** Where the flow starts: training draws times from [START, 1), as the paper does. */
  public static final double START = 1e-3;

  /**
   * Returns the velocity v(x, t, z), shape (n, C, H, W).
   *
   * @param x points, shape (n, C, H, W)
   * @param t times, shape (n)
   * @param latents z, shape (n, q); null for a decoder that knows no latent
   */
  public NDArray velocity(NDArray x, NDArray t, NDArray latents, boolean training) {
    return patches.join(network.forward(patches.split(x), t, latents, training));
  }

  /** Returns the field of the flow given latents (n, q), or null for a decoder without. */
  public VelocityField given(NDArray latents) {
    return (x, t) -> velocity(x, times(x, t), latents, false);
  }

  /** Follows the flow from noise (n, C, H, W) to images. */
  public NDArray decode(NDArray latents, NDArray noise, OdeSolver solver) {
    return solver.solve(given(latents), noise, START, 1);
  }

  /** Follows the flow backwards, from images (n, C, H, W) to their noise. */
  public NDArray invert(NDArray latents, NDArray images, OdeSolver solver) {
    return solver.solve(given(latents), images, 1, START);
  }

  private static NDArray times(NDArray x, double t) {
    NDArray one = x.getManager().ones(new Shape(x.getShape().get(0)), DataType.FLOAT32);
    return Constants.scale(one, t);
  }
}
