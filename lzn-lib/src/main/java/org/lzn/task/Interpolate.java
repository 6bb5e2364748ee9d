package org.lzn.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.lzn.codec.Images;
import org.lzn.codec.Labels;
import org.lzn.codec.OneHot;
import org.lzn.data.ImageBatch;
import org.lzn.flow.OdeSolver;
import org.lzn.tensor.Constants;
import org.lzn.tensor.Draws;
import org.lzn.tensor.Require;

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
public record Interpolate(Images images, Labels labels, long seed) {
  /** Returns the same task with another seed. */
  public Interpolate withSeed(long newSeed) {
    return new Interpolate(images, labels, newSeed);
  }

  /** Draws so many images from class {@code from} to class {@code to}, both ends included. */
  public GenerateLabelled.Drawn between(int from, int to, int points, OdeSolver solver) {
    Require.that(points >= 2, "a way has two ends: points must be 2 or more, got %d", points);
    Draws draws = Draws.of(seed).named("interpolate");
    int[] drawn = new int[points];
    ImageBatch batch =
        Chunks.images(
            points,
            images.shape(),
            (manager, first, end) -> {
              NDArray ends =
                  GenerateClass.latents(manager, labels.encoder(), new int[] {from, to}, draws);
              NDArray z = shares(manager, first, end, points).matMul(ends);
              int[] y = labels.decoder().decode(z).labels();
              System.arraycopy(y, 0, drawn, first, y.length);
              NDArray noise = draws.normal(manager, "flow noise", images.batch(1));
              NDArray oneHot = OneHot.of(manager, y, labels.classes());
              return images.decoder().decode(z, oneHot, noise.repeat(0, y.length), solver);
            });
    return new GenerateLabelled.Drawn(batch, drawn);
  }

  /** Returns the shares of both ends at the points from (inclusive) to (exclusive), (k, 2). */
  private static NDArray shares(NDManager manager, int from, int to, int points) {
    float[] shares = new float[2 * (to - from)];
    for (int i = from; i < to; i++) {
      double angle = Math.PI / 2 * i / (points - 1);
      shares[2 * (i - from)] = (float) Math.cos(angle);
      shares[2 * (i - from) + 1] = (float) Math.sin(angle);
    }
    return Constants.of(manager, shares, new Shape(to - from, 2));
  }
}
