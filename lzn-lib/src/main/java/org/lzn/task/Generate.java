package org.lzn.task;

import ai.djl.ndarray.NDArray;
import org.lzn.codec.Images;
import org.lzn.codec.Labels;
import org.lzn.data.ImageBatch;
import org.lzn.flow.OdeSolver;
import org.lzn.tensor.Draws;

/**
 * Unconditional generation: z ~ N(0, I) and noise ~ N(0, I), then the image decoder.
 *
 * @param images the data type drawn
 * @param seed of latents and noise
 */
public record Generate(Images images, long seed) {
  /** Returns the same task with another seed. */
  public Generate withSeed(long newSeed) {
    return new Generate(images, newSeed);
  }

  /** Returns the task for a decoder that must be told labels: each is decoded from the latent. */
  public GenerateLabelled labelledBy(Labels labels) {
    return new GenerateLabelled(images, labels, seed);
  }

  /** Draws n images. */
  public ImageBatch sample(int n, OdeSolver solver) {
    return Chunks.images(
        n,
        images.shape(),
        (manager, from, to) -> {
          Draws draws = Draws.of(seed).named("generate").at(from);
          NDArray latents =
              images.space().map(s -> s.prior(manager, to - from, draws)).orElse(null);
          NDArray noise = draws.normal(manager, "flow noise", images.batch(to - from));
          return images.decoder().decode(latents, noise, solver);
        });
  }
}
