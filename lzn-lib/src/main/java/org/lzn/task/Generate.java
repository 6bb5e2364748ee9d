package org.lzn.task;

import ai.djl.ndarray.NDArray;
import org.lzn.codec.FlowImageDecoder;
import org.lzn.codec.ImageCodec;
import org.lzn.codec.LabelCodec;
import org.lzn.flow.OdeSolver;
import org.lzn.flow.VelocityField;
import org.lzn.plot.ImageBatch;
import org.lzn.tensor.SeededRandom;

/**
 * Unconditional generation: z ~ N(0, I) and noise ~ N(0, I), then the image decoder.
 *
 * @param images the data type drawn
 * @param seed of latents and noise
 */
public record Generate(ImageCodec images, long seed) {
  /** Returns the same task with another seed. */
  public Generate withSeed(long newSeed) {
    return new Generate(images, newSeed);
  }

  /** Returns the task for a decoder that must be told labels: each is decoded from the latent. */
  public GenerateLabelled labelledBy(LabelCodec labels) {
    return new GenerateLabelled(images, labels, seed);
  }

  /** Draws n images. */
  public ImageBatch sample(int n, OdeSolver solver) {
    return sample(0, n, solver);
  }

  /**
   * Draws some of the images that {@link #sample(int, OdeSolver)} draws.
   *
   * @param from the first, a multiple of {@link Chunks#SIZE}
   * @param to the number of images with those before
   */
  public ImageBatch sample(int from, int to, OdeSolver solver) {
    return Chunks.images(
        from,
        to,
        Chunks.SIZE,
        images.shape(),
        (manager, first, end) -> {
          SeededRandom draws = SeededRandom.of(seed).named("generate").at(first);
          NDArray latents =
              images.space().map(s -> s.prior(manager, end - first, draws)).orElse(null);
          NDArray noise = draws.normal(manager, "flow noise", images.batch(end - first));
          VelocityField flow = images.decoder().given(latents, null);
          return solver.solve(flow, noise, FlowImageDecoder.START, 1);
        });
  }
}
