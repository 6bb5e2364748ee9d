package org.lzn.codec;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.lzn.tensor.Require;

/**
 * Space to depth: each p×p patch of pixels becomes p² channels, so that a network costs p² times
 * less at the same width. The paper has p = 1, which leaves images as they are.
 *
 * @param size p, the side of a patch in pixels
 */
public record Patches(int size) {
  /** Checks the size. */
  public Patches {
    Require.that(size > 0, "patch size must be positive, got %d", size);
  }

  /** Returns (n, C·p², H/p, W/p) for images of shape (n, C, H, W); differentiable. */
  public NDArray split(NDArray images) {
    if (size == 1) {
      return images;
    }
    Shape s = images.getShape();
    Require.that(
        s.dimension() == 4 && s.get(2) % size == 0 && s.get(3) % size == 0,
        "images must be (n, C, H, W) with sides divisible by %d, got %s",
        size,
        s);
    long rows = s.get(2) / size;
    long columns = s.get(3) / size;
    return images
        .reshape(s.get(0), s.get(1), rows, size, columns, size)
        .transpose(0, 1, 3, 5, 2, 4)
        .reshape(s.get(0), s.get(1) * size * size, rows, columns);
  }

  /** Returns (n, C, H, W) for patches of shape (n, C·p², H/p, W/p); differentiable. */
  public NDArray join(NDArray patches) {
    if (size == 1) {
      return patches;
    }
    Shape s = patches.getShape();
    long channels = s.get(1) / size / size;
    return patches
        .reshape(s.get(0), channels, size, size, s.get(2), s.get(3))
        .transpose(0, 1, 4, 2, 5, 3)
        .reshape(s.get(0), channels, s.get(2) * size, s.get(3) * size);
  }
}
