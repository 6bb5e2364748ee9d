package org.lzn.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.lzn.codec.ImageCodec;
import org.lzn.flow.OdeSolver;
import org.lzn.plot.ImageBatch;
import org.lzn.tensor.Devices;
import org.lzn.tensor.Require;
import org.lzn.tensor.Scope;

/**
 * Images on the way from one image to another. Both ends are sent to their latents and their noise,
 * as in {@link Reconstruct}; on the way between them ({@code cos(πs/2) z_a + sin(πs/2) z_b}, and
 * the noise alike) images are decoded. The first and the last image of a way are reconstructions.
 * The baseline, which has no latents, can only mix the noise.
 *
 * @param images the data type
 * @param seed of the draw of each latent within its zone
 */
public record InterpolateImages(ImageCodec images, long seed) {
  /** Returns the same task with another draw of the latents. */
  public InterpolateImages withSeed(long newSeed) {
    return new InterpolateImages(images, newSeed);
  }

  /**
   * Draws so many images from each first image to the second of the same number, both ends
   * included.
   *
   * @param from n first images; all ends share the latent space, as a training batch does
   * @param to n last images
   * @return (n · points, C, H, W), way after way: a grid with {@code points} columns shows one way
   *     in each line
   */
  public ImageBatch between(ImageBatch from, ImageBatch to, int points, OdeSolver solver) {
    Require.that(
        from.size() == to.size(), "ways need two ends each, got %d and %d", from.size(), to.size());
    ImageBatch ends = from.and(to);
    SphericalPaths arcs = new SphericalPaths(from.size(), points);
    try (Scope scope = Scope.open();
        NDManager manager = Devices.newManager()) {
      NDArray latents =
          images.encoder().map(e -> new Embed(e, seed).latents(manager, ends)).orElse(null);
      NDArray noise = noise(ends, latents, solver).array(manager).reshape(ends.size(), -1);
      return Chunks.images(
          arcs.size(),
          images.shape(),
          (chunk, first, end) -> {
            NDArray shares = arcs.shares(chunk, first, end);
            NDArray z = latents == null ? null : shares.matMul(latents);
            NDArray mixed = shares.matMul(noise).reshape(images.batch(end - first));
            return images.decoder().decode(z, mixed, solver);
          });
    }
  }

  /** Follows the flow backwards, from images to their noise. */
  private ImageBatch noise(ImageBatch ends, NDArray latents, OdeSolver solver) {
    return Chunks.images(
        ends.size(),
        images.shape(),
        (chunk, first, end) -> {
          NDArray z = latents == null ? null : latents.get(first + ":" + end);
          return images.decoder().invert(z, null, ends.range(first, end).array(chunk), solver);
        });
  }
}
