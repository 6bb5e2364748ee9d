package org.lzn.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.lzn.codec.FlowImageDecoder;
import org.lzn.codec.ImageCodec;
import org.lzn.flow.OdeSolver;
import org.lzn.plot.ImageBatch;
import org.lzn.tensor.Devices;
import org.lzn.tensor.Scope;
import org.lzn.tensor.SeededRandom;

/**
 * Reconstruction ([Lin25] §3): embed an image as z, follow the decoder's flow given z backwards
 * from the image to its noise, then forwards again. The baseline has no z.
 *
 * @param images the data type
 * @param seed of the draw of each latent within its zone
 */
public record Reconstruct(ImageCodec images, long seed) {
  /** Returns the same task with another draw of the latents. */
  public Reconstruct withSeed(long newSeed) {
    return new Reconstruct(images, newSeed);
  }

  /** Returns the reconstructions of the originals. */
  public ImageBatch of(ImageBatch originals, OdeSolver solver) {
    return of(originals, null, solver);
  }

  /** The same for a decoder that is told the originals' labels, (n). */
  public ImageBatch of(ImageBatch originals, int[] labels, OdeSolver solver) {
    FlowImageDecoder decoder = images.decoder();
    return decode(
        originals,
        labels,
        (z, y, x) -> decoder.decode(z, y, decoder.invert(z, y, x, solver), solver));
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
    return decode(
        originals,
        labels,
        (z, y, x) -> {
          NDArray noise = draws.normal(x.getManager(), "flow noise", x.getShape());
          return images.decoder().decode(z, y, noise, solver);
        });
  }

  private ImageBatch decode(ImageBatch originals, int[] labels, Decoding decoding) {
    try (Scope scope = Scope.open();
        NDManager manager = Devices.newManager()) {
      NDArray latents =
          images.encoder().map(e -> new Embed(e, seed).latents(manager, originals)).orElse(null);
      return Chunks.images(
          originals.size(),
          images.shape(),
          (chunk, from, to) -> {
            NDArray z = latents == null ? null : latents.get(from + ":" + to);
            NDArray y = Chunks.oneHot(chunk, images, labels, from, to);
            return decoding.images(z, y, originals.range(from, to).array(chunk));
          });
    }
  }

  @FunctionalInterface
  private interface Decoding {
    NDArray images(NDArray latents, NDArray labels, NDArray originals);
  }
}
