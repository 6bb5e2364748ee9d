package org.lzn.latent;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.lzn.tensor.Require;
import org.lzn.tensor.SeededRandom;

/**
 * The latent space all data types share, with the prior N(0, I) [Lin25] §2.1.
 *
 * @param dimension q
 */
public record LatentSpace(int dimension) {
  /** Checks the dimension. */
  public LatentSpace {
    Require.that(dimension > 0, "a latent space's dimension must be positive, got %s", dimension);
  }

  /** Returns the space of the given dimension with the standard Gaussian prior. */
  public static LatentSpace gaussian(int dimension) {
    return new LatentSpace(dimension);
  }

  /** Returns {@code n} draws from the prior, shape (n, q), float32. */
  public NDArray prior(NDManager manager, int n, SeededRandom draws) {
    Require.that(n > 0, "the number of draws must be positive, got %s", n);
    return draws.normal(manager, "prior", new Shape(n, dimension));
  }
}
