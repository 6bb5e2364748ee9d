package org.lzn.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.lzn.codec.ImageEncoder;
import org.lzn.codec.LabelCodec;
import org.lzn.codec.LabelDecoder;
import org.lzn.data.ImageDataset;
import org.lzn.latent.Anchors;
import org.lzn.latent.LatentComputation;
import org.lzn.latent.Latents;
import org.lzn.tensor.Devices;
import org.lzn.tensor.HostTransfers;
import org.lzn.tensor.Require;
import org.lzn.tensor.Scope;
import org.lzn.tensor.SeededRandom;

/**
 * Classification ([Lin25] §5): the image encoder gives the latent, the label decoder says whose
 * zone it lies in.
 *
 * <p>Images classified together share the latent space, so that an answer depends on the other
 * images of its batch; on fewer, the larger the batch.
 *
 * @param encoder image to zone
 * @param labels latent to label
 * @param options how the space is shared
 */
public record Classify(ImageEncoder encoder, LabelCodec labels, Options options) {
  /**
   * How images are classified.
   *
   * @param alpha α, the scale of the noise: 1 for any point of the image's zone, 0 for its centre
   * @param batch images that share the space; the last batch may be smaller
   * @param draws of each latent, whose posterior weights are averaged
   * @param order 0: batches of images that follow each other; else the seed of a shuffle
   * @param seed of the draws within the zones
   */
  public record Options(double alpha, int batch, int draws, long order, long seed) {
    /** Checks all sizes. */
    public Options {
      Require.that(alpha >= 0, "alpha must not be negative, got %s", alpha);
      Require.that(batch > 0, "batch must be positive, got %d", batch);
      Require.that(draws > 0, "draws must be positive, got %d", draws);
    }
  }

  /**
   * What was answered.
   *
   * @param labels the class given to each image, (n)
   * @param confidences the weight of that class among all, (n), from 0 to 1
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  public record Answers(int[] labels, double[] confidences) {}

  /** Returns the same task with another scale of the noise within the zones. */
  public Classify withAlpha(double alpha) {
    return with(new Options(alpha, options.batch, options.draws, options.order, options.seed));
  }

  /** Returns the same task with so many images sharing the space. */
  public Classify withBatch(int batch) {
    return with(new Options(options.alpha, batch, options.draws, options.order, options.seed));
  }

  /** Returns the same task with so many draws of each latent. */
  public Classify withDraws(int draws) {
    return with(new Options(options.alpha, options.batch, draws, options.order, options.seed));
  }

  /** Returns the same task with batches of images taken in another order; 0: as they come. */
  public Classify withOrder(long order) {
    return with(new Options(options.alpha, options.batch, options.draws, order, options.seed));
  }

  /** Returns the same task with other draws within the zones. */
  public Classify withSeed(long seed) {
    return with(new Options(options.alpha, options.batch, options.draws, options.order, seed));
  }

  private Classify with(Options newOptions) {
    return new Classify(encoder, labels, newOptions);
  }

  /** Classifies all images of a data set. */
  public Answers of(ImageDataset data) {
    return of(ImageAnchors.of(encoder, data));
  }

  /** Classifies images whose anchors are known. */
  public Answers of(ImageAnchors images) {
    double[][] weights = new double[images.size()][labels.classes()];
    int[] answers = new int[images.size()];
    for (int draw = 0; draw < options.draws; draw++) {
      draw(images, draw, answers, weights);
    }
    if (options.draws > 1) {
      Arrays.setAll(answers, i -> largest(weights[i]));
    }
    double[] confidences = new double[answers.length];
    Arrays.setAll(confidences, i -> weights[i][answers[i]] / options.draws);
    return new Answers(answers, confidences);
  }

  /** Adds the posterior weights of one draw of all latents. */
  private void draw(ImageAnchors images, int draw, int[] answers, double[][] weights) {
    float[] noise = noise(images, draw);
    int[] order = order(images.size());
    for (int from = 0; from < order.length; from += options.batch) {
      int[] batch = Arrays.copyOfRange(order, from, Math.min(order.length, from + options.batch));
      LabelDecoder.Decoded decoded = decode(images, noise, batch);
      for (int i = 0; i < batch.length; i++) {
        answers[batch[i]] = decoded.labels()[i];
        for (int k = 0; k < labels.classes(); k++) {
          weights[batch[i]][k] += decoded.weights()[i][k];
        }
      }
    }
  }

  private LabelDecoder.Decoded decode(ImageAnchors images, float[] noise, int[] batch) {
    LatentComputation zones = encoder.zones().withAlpha(options.alpha);
    try (Scope scope = Scope.open();
        NDManager manager = Devices.newManager()) {
      Anchors anchors = Anchors.of(images.rows(manager, batch));
      NDArray epsilon = ImageAnchors.rows(manager, noise, images.dimension(), batch);
      try (Latents latents = zones.of(anchors, epsilon)) {
        return labels.decoder().decode(latents.points());
      }
    }
  }

  /** The noise belongs to the image, not to its place in a batch. */
  private float[] noise(ImageAnchors images, int draw) {
    try (NDManager manager = Devices.newManager()) {
      SeededRandom draws = SeededRandom.of(options.seed).named("classify").at(draw);
      Shape shape = new Shape(images.size(), images.dimension());
      return HostTransfers.floats(draws.normal(manager, "zone noise", shape));
    }
  }

  private int[] order(int n) {
    int[] order = IntStream.range(0, n).toArray();
    if (options.order != 0) {
      SplittableRandom random = SeededRandom.of(options.order).generator("order of classification");
      for (int i = n - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        int other = order[j];
        order[j] = order[i];
        order[i] = other;
      }
    }
    return order;
  }

  private static int largest(double[] values) {
    int best = 0;
    for (int k = 1; k < values.length; k++) {
      best = values[k] > values[best] ? k : best;
    }
    return best;
  }
}
