package org.lzn.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Optional;
import org.lzn.codec.ImageCodec;
import org.lzn.plot.ImageBatch;
import org.lzn.tensor.Devices;
import org.lzn.tensor.Scope;

/**
 * What reconstruction and editing share: the originals get their latents, then the decoder draws a
 * few of them at a time. Where each is placed alone among residents, it is also drawn in a group of
 * fixed size, so that it comes out the same in any company.
 *
 * @param images the data type
 * @param seed of the draw of each latent within its zone
 * @param residents of the latent space; empty: the images are their own company
 */
record Redraw(ImageCodec images, long seed, Optional<Residents> residents) {
  /** Draws the originals from (inclusive) to (exclusive) again. */
  @FunctionalInterface
  interface Drawing {
    /**
     * Returns them drawn again, (k, C, H, W).
     *
     * @param z their latents (k, q); null in the baseline
     * @param x themselves, with the numbers {@code from} on
     */
    NDArray of(NDManager manager, NDArray z, ImageBatch x, int from);
  }

  ImageBatch of(ImageBatch originals, Drawing drawing) {
    boolean alone = residents.isPresent();
    ImageBatch all = alone ? Chunks.filled(originals) : originals;
    try (Scope scope = Scope.open();
        NDManager manager = Devices.newManager()) {
      NDArray latents =
          images
              .encoder()
              .map(e -> new Embed(e, seed, residents).latents(manager, all))
              .orElse(null);
      ImageBatch drawn =
          Chunks.images(
              all.size(),
              alone ? Chunks.GROUP : Chunks.SIZE,
              images.shape(),
              (chunk, from, to) -> {
                NDArray z = latents == null ? null : latents.get(from + ":" + to);
                return drawing.of(chunk, z, all.range(from, to), from);
              });
      return alone ? drawn.range(0, originals.size()) : drawn;
    }
  }
}
