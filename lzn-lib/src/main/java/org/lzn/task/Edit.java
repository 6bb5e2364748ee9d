package org.lzn.task;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.lzn.codec.FlowImageDecoder;
import org.lzn.codec.ImageCodec;
import org.lzn.flow.OdeSolver;
import org.lzn.plot.ImageBatch;

/**
 * Editing: an image keeps its latent and its noise, and is drawn again as another class. With its
 * own class this is reconstruction.
 *
 * @param images the data type, with an encoder and a decoder that knows labels
 * @param seed of the draw of each latent within its zone
 * @param residents among which each image is placed alone, see {@link Residents}; empty: the images
 *     are their own company
 */
public record Edit(ImageCodec images, long seed, Optional<Residents> residents) {
  /** Returns the same task with another draw of the latents. */
  public Edit withSeed(long newSeed) {
    return new Edit(images, newSeed, residents);
  }

  /**
   * Returns the task that places each image alone among residents. With a solver of fixed steps an
   * image comes out the same whatever is edited with it.
   */
  public Edit among(Residents company) {
    return new Edit(images, seed, Optional.of(company));
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
    return new Redraw(images, seed, residents)
        .of(
            originals,
            (manager, z, x, from) -> {
              NDArray own = Chunks.oneHot(manager, images, labels, from, x.size());
              NDArray other = Chunks.oneHot(manager, images, wanted, from, x.size());
              NDArray noise = decoder.invert(z, own, x.array(manager), solver);
              return decoder.decode(z, other, noise, solver);
            });
  }
}
