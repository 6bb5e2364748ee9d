package org.lzn.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.lzn.codec.FlowImageDecoder;
import org.lzn.codec.ImageCodec;
import org.lzn.flow.OdeSolver;
import org.lzn.plot.ImageBatch;
import org.lzn.tensor.Devices;
import org.lzn.tensor.Scope;

/**
 * Editing: an image keeps its latent and its noise, and is drawn again as another class. With its
 * own class this is reconstruction.
 *
 * @param images the data type, with an encoder and a decoder that knows labels
 * @param seed of the draw of each latent within its zone
 */
public record Edit(ImageCodec images, long seed) {
  /** Returns the same task with another draw of the latents. */
  public Edit withSeed(long newSeed) {
    return new Edit(images, newSeed);
  }

  /**
   * Draws images again as other classes.
   *
   * @param originals n images
   * @param labels their own classes, (n)
   * @param wanted the classes to draw, (n)
   */
  public ImageBatch of(ImageBatch originals, int[] labels, int[] wanted, OdeSolver solver) {
    FlowImageDecoder decoder = images.decoder();
    try (Scope scope = Scope.open();
        NDManager manager = Devices.newManager()) {
      Embed embed = new Embed(images.encoder().orElseThrow(), seed);
      NDArray latents = embed.latents(manager, originals);
      return Chunks.images(
          originals.size(),
          images.shape(),
          (chunk, from, to) -> {
            NDArray z = latents.get(from + ":" + to);
            NDArray own = Chunks.oneHot(chunk, images, labels, from, to);
            NDArray other = Chunks.oneHot(chunk, images, wanted, from, to);
            NDArray x = originals.range(from, to).array(chunk);
            return decoder.decode(z, other, decoder.invert(z, own, x, solver), solver);
          });
    }
  }
}
