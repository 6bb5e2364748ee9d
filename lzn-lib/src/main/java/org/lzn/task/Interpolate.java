package org.lzn.task;

import ai.djl.ndarray.NDArray;
import org.lzn.codec.ImageCodec;
import org.lzn.codec.LabelCodec;
import org.lzn.codec.OneHot;
import org.lzn.flow.OdeSolver;
import org.lzn.plot.ImageBatch;
import org.lzn.tensor.SeededRandom;

/**
 * Images on the way from the zone of one class to that of another. Latents z_a and z_b are drawn in
 * the two zones, and the way between them is
 *
 * <pre>z(s) = cos(πs/2) z_a + sin(πs/2) z_b,   0 ≤ s ≤ 1,</pre>
 *
 * which has the variance of the prior everywhere, as a straight line has not. On the way the label
 * decoder says whose zone z(s) lies in, and the image decoder draws from both; the noise is the
 * same at every point.
 *
 * @param images the data type drawn
 * @param labels the data type whose zones are joined
 * @param seed of latents and noise
 */
public record Interpolate(ImageCodec images, LabelCodec labels, long seed) {
  /** Returns the same task with another seed. */
  public Interpolate withSeed(long newSeed) {
    return new Interpolate(images, labels, newSeed);
  }

  /** Draws so many images from class {@code from} to class {@code to}, both ends included. */
  public GenerateLabelled.Drawn between(int from, int to, int points, OdeSolver solver) {
    SphericalPaths arc = new SphericalPaths(1, points);
    SeededRandom draws = SeededRandom.of(seed).named("interpolate");
    int[] drawn = new int[points];
    ImageBatch batch =
        Chunks.images(
            points,
            images.shape(),
            (manager, first, end) -> {
              NDArray ends =
                  GenerateClass.latents(manager, labels.encoder(), new int[] {from, to}, draws);
              NDArray z = arc.shares(manager, first, end).matMul(ends);
              int[] y = labels.decoder().decode(z).labels();
              System.arraycopy(y, 0, drawn, first, y.length);
              NDArray noise = draws.normal(manager, "flow noise", images.batch(1));
              NDArray oneHot = OneHot.of(manager, y, labels.classes());
              return images.decoder().decode(z, oneHot, noise.repeat(0, y.length), solver);
            });
    return new GenerateLabelled.Drawn(batch, drawn);
  }
}
