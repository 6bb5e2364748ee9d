package org.lzn.metric;

import java.util.function.LongFunction;
import org.lzn.plot.ImageBatch;
import org.lzn.tensor.Require;

/**
 * Reconstruction error as the paper counts it ([Lin25] Table 1): the Euclidean norm of the
 * difference of an image and its reconstruction, pixels in [-1, 1], averaged over images.
 *
 * <p>It says little by itself: a field that has learnt nothing inverts perfectly. It belongs beside
 * the held-out loss of the same run.
 */
public final class Reconstruction {
  /** The paper's number of draws of each latent. */
  public static final int DRAWS = 20;

  private Reconstruction() {}

  /**
   * Returns the paper's error: the mean over images and over draws of the latents, [Lin25] §3.
   *
   * @param draws how many; the paper's are {@link #DRAWS}
   * @param reconstruction gives the reconstructions of draw 1, 2, ..., for example {@code draw ->
   *     task.withSeed(draw).of(originals, solver)}
   */
  public static double error(
      ImageBatch originals, int draws, LongFunction<ImageBatch> reconstruction) {
    Require.that(draws >= 1, "draws must be 1 or more, got %d", draws);
    double sum = 0;
    for (long draw = 1; draw <= draws; draw++) {
      sum += error(originals, reconstruction.apply(draw));
    }
    return sum / draws;
  }

  /** Returns the mean error; both batches have the same shape. */
  public static double error(ImageBatch originals, ImageBatch reconstructions) {
    double[] errors = errors(originals, reconstructions);
    double sum = 0;
    for (double error : errors) {
      sum += error;
    }
    return sum / errors.length;
  }

  /** Returns the error of each image, length n. */
  public static double[] errors(ImageBatch originals, ImageBatch reconstructions) {
    Require.that(
        originals.shape().equals(reconstructions.shape()),
        "reconstructions must be %s like the originals, got %s",
        originals.shape(),
        reconstructions.shape());
    double[] errors = new double[originals.size()];
    int each = originals.values().length / errors.length;
    for (int i = 0; i < errors.length; i++) {
      double sum = 0;
      for (int j = i * each; j < (i + 1) * each; j++) {
        double difference = originals.values()[j] - reconstructions.values()[j];
        sum += difference * difference;
      }
      errors[i] = Math.sqrt(sum);
    }
    return errors;
  }
}
