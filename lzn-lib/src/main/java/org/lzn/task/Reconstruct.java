package org.lzn.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.lzn.codec.FlowImageDecoder;
import org.lzn.codec.Images;
import org.lzn.data.ImageBatch;
import org.lzn.flow.OdeSolver;
import org.lzn.tensor.Compute;
import org.lzn.tensor.Draws;
import org.lzn.tensor.Scope;

/**
 * Reconstruction ([Lin25] §3): embed an image as z, follow the decoder's flow given z backwards
 * from the image to its noise, then forwards again. The baseline has no z.
 *
 * @param images the data type
 * @param seed of the draw of each latent within its zone
 */
public record Reconstruct(Images images, long seed) {
  /** Returns the same task with another draw of the latents. */
  public Reconstruct withSeed(long newSeed) {
    return new Reconstruct(images, newSeed);
  }

  /** Returns the reconstructions of the originals. */
  public ImageBatch of(ImageBatch originals, OdeSolver solver) {
    FlowImageDecoder decoder = images.decoder();
    return decode(originals, (z, x) -> decoder.decode(z, decoder.invert(z, x, solver), solver));
  }

  /**
   * Returns images decoded from the originals' latents but from fresh noise: what the latent alone
   * keeps of an image. In the baseline, which has no latent, they are plain samples.
   */
  public ImageBatch fromLatentsAlone(ImageBatch originals, OdeSolver solver) {
    Draws draws = Draws.of(seed).named("fresh noise");
    return decode(
        originals,
        (z, x) -> {
          NDArray noise = draws.normal(x.getManager(), "flow noise", x.getShape());
          return images.decoder().decode(z, noise, solver);
        });
  }

  private ImageBatch decode(ImageBatch originals, Decoding decoding) {
    try (Scope scope = Scope.open();
        NDManager manager = Compute.newManager()) {
      NDArray latents =
          images.encoder().map(e -> new Embed(e, seed).latents(manager, originals)).orElse(null);
      return Chunks.images(
          originals.size(),
          images.shape(),
          (chunk, from, to) -> {
            NDArray z = latents == null ? null : latents.get(from + ":" + to);
            return decoding.images(z, originals.range(from, to).array(chunk));
          });
    }
  }

  @FunctionalInterface
  private interface Decoding {
    NDArray images(NDArray latents, NDArray originals);
  }
}
