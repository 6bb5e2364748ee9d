package org.lzn.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.lzn.codec.ImageCodec;
import org.lzn.codec.LabelCodec;
import org.lzn.codec.OneHot;
import org.lzn.flow.OdeSolver;
import org.lzn.plot.ImageBatch;
import org.lzn.tensor.SeededRandom;

/**
 * Unconditional generation by a decoder that must be told the label ([Lin25] §5): z ~ N(0, I), the
 * label decoder says whose zone z lies in, and the image decoder draws from both.
 *
 * @param images the data type drawn
 * @param labels the data type decoded on the way
 * @param seed of latents and noise
 */
public record GenerateLabelled(ImageCodec images, LabelCodec labels, long seed) {
  /** Returns the same task with another seed. */
  public GenerateLabelled withSeed(long newSeed) {
    return new GenerateLabelled(images, labels, newSeed);
  }

  /**
   * Images with the labels they were drawn with.
   *
   * @param images n of them
   * @param labels (n)
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  public record Drawn(ImageBatch images, int[] labels) {}

  /** Draws n images. */
  public Drawn sample(int n, OdeSolver solver) {
    int[] drawn = new int[n];
    ImageBatch batch =
        Chunks.images(
            n,
            images.shape(),
            (manager, from, to) -> {
              SeededRandom draws = SeededRandom.of(seed).named("generate").at(from);
              NDArray latents = prior(manager, to - from, draws);
              int[] y = labels.decoder().decode(latents).labels();
              System.arraycopy(y, 0, drawn, from, y.length);
              NDArray oneHot = OneHot.of(manager, y, labels.classes());
              NDArray noise = draws.normal(manager, "flow noise", images.batch(to - from));
              return images.decoder().decode(latents, oneHot, noise, solver);
            });
    return new Drawn(batch, drawn);
  }

  private NDArray prior(NDManager manager, int n, SeededRandom draws) {
    return images.space().orElseThrow().prior(manager, n, draws);
  }
}
