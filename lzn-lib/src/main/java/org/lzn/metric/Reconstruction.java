package org.lzn.metric;

import org.lzn.data.ImageBatch;
import org.lzn.tensor.Require;

/**
 * Reconstruction error as the paper counts it ([Lin25] Table 1): the Euclidean norm of the
 * difference of an image and its reconstruction, pixels in [-1, 1], averaged over images.
 *
 * <p>It says little by itself: a field that has learnt nothing inverts perfectly. It belongs beside
 * the held-out loss of the same run.
 */
public final class Reconstruction {
  private Reconstruction() {}

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
