package org.lzn.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Optional;
import org.lzn.codec.ImageCodec;
import org.lzn.codec.LabelEncoder;
import org.lzn.flow.OdeSolver;
import org.lzn.latent.Latents;
import org.lzn.plot.ImageBatch;
import org.lzn.tensor.Scope;
import org.lzn.tensor.SeededRandom;

/**
 * Class-conditional generation ([Lin25] §5): the label's zone gives the latent, and the image
 * decoder draws from the latent and the label.
 *
 * @param encoder label to zone; empty for the baseline, which knows the label alone
 * @param images the data type drawn
 * @param seed of latents and noise
 */
public record GenerateClass(Optional<LabelEncoder> encoder, ImageCodec images, long seed) {
  /** Returns the same task with another seed. */
  public GenerateClass withSeed(long newSeed) {
    return new GenerateClass(encoder, images, newSeed);
  }

  /** Draws an image of each label. */
  public ImageBatch sample(int[] labels, OdeSolver solver) {
    return sample(labels, 0, labels.length, solver);
  }

  /**
   * Draws some of the images that {@link #sample(int[], OdeSolver)} draws.
   *
   * @param labels of all
   * @param first the first that is drawn, a multiple of {@link Chunks#SIZE}
   * @param end the number of images with those before
   */
  public ImageBatch sample(int[] labels, int first, int end, OdeSolver solver) {
    return Chunks.images(
        first,
        end,
        Chunks.SIZE,
        images.shape(),
        (manager, from, to) -> {
          SeededRandom draws = SeededRandom.of(seed).named("generate").at(from);
          int[] part = Arrays.copyOfRange(labels, from, to);
          NDArray z = encoder.map(e -> latents(manager, e, part, draws)).orElse(null);
          NDArray y = Chunks.oneHot(manager, images, labels, from, to - from);
          NDArray noise = draws.normal(manager, "flow noise", images.batch(to - from));
          return images.decoder().decode(z, y, noise, solver);
        });
  }

  /** Draws so many images of each class, class after class. */
  public ImageBatch sampleEach(int each, OdeSolver solver) {
    int[] labels = new int[each * images.decoder().classes()];
    Arrays.setAll(labels, i -> i / each);
    return sample(labels, solver);
  }

  /** Returns a latent in the zone of each label, (n, q). */
  static NDArray latents(
      NDManager manager, LabelEncoder encoder, int[] labels, SeededRandom draws) {
    try (Scope scope = Scope.open()) {
      int q = encoder.anchors().network().dimension();
      NDArray noise = draws.normal(manager, "zone noise", new Shape(labels.length, q));
      try (Latents latents = encoder.latents(labels, noise)) {
        return scope.keep(latents.points());
      }
    }
  }
}
