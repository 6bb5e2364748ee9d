package org.lzn.task;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.lzn.codec.FlowImageDecoder;
import org.lzn.codec.ImageCodec;
import org.lzn.flow.OdeSolver;
import org.lzn.plot.ImageBatch;
import org.lzn.tensor.SeededRandom;

/**
 * Reconstruction ([Lin25] §3): embed an image as z, follow the decoder's flow given z backwards
 * from the image to its noise, then forwards again. The baseline has no z.
 *
 * @param images the data type
 * @param seed of the draw of each latent within its zone
 * @param residents among which each image is placed alone, see {@link Residents}; empty: the images
 *     are their own company
 */
public record Reconstruct(ImageCodec images, long seed, Optional<Residents> residents) {
  /** Returns the same task with another draw of the latents. */
  public Reconstruct withSeed(long newSeed) {
    return new Reconstruct(images, newSeed, residents);
  }

  /**
   * Returns the task that places each image alone among residents. With a solver of fixed steps an
   * image comes out the same whatever is reconstructed with it.
   */
  public Reconstruct among(Residents company) {
    return new Reconstruct(images, seed, Optional.of(company));
  }

  /** Returns the reconstructions of the originals. */
  public ImageBatch of(ImageBatch originals, OdeSolver solver) {
    return of(originals, null, solver);
  }

  /** The same for a decoder that is told the originals' labels, (n). */
  public ImageBatch of(ImageBatch originals, int[] labels, OdeSolver solver) {
    FlowImageDecoder decoder = images.decoder();
    return redraw()
        .of(
            originals,
            (manager, z, x, from) -> {
              NDArray y = Chunks.oneHot(manager, images, labels, from, x.size());
              NDArray noise = decoder.invert(z, y, x.array(manager), solver);
              return decoder.decode(z, y, noise, solver);
            });
  }

  /**
   * Returns images decoded from the originals' latents but from fresh noise: what the latent alone
   * keeps of an image. In the baseline, which has no latent, they are plain samples.
   */
  public ImageBatch fromLatentsAlone(ImageBatch originals, OdeSolver solver) {
    return fromLatentsAlone(originals, null, solver);
  }

  /** The same for a decoder that is told the originals' labels, (n). */
  public ImageBatch fromLatentsAlone(ImageBatch originals, int[] labels, OdeSolver solver) {
    SeededRandom draws = SeededRandom.of(seed).named("fresh noise");
    return redraw()
        .of(
            originals,
            (manager, z, x, from) -> {
              NDArray y = Chunks.oneHot(manager, images, labels, from, x.size());
              NDArray noise =
                  residents.isPresent()
                      ? OwnNoise.of(manager, draws, images.shape(), OwnNoise.keys(x))
                      : draws.normal(manager, "flow noise", x.shape());
              return images.decoder().decode(z, y, noise, solver);
            });
  }

  private Redraw redraw() {
    return new Redraw(images, seed, residents);
  }
}
