package org.lzn.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.lzn.codec.ImageEncoder;
import org.lzn.codec.LabelCodec;
import org.lzn.codec.LabelDecoder;
import org.lzn.data.ImageDataset;
import org.lzn.latent.Anchors;
import org.lzn.latent.LatentComputation;
import org.lzn.latent.Latents;
import org.lzn.plot.ImageBatch;
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
 * images of its batch; on fewer, the larger the batch. Among {@link Residents} each image is placed
 * alone: its answer is the same, bit for bit, whatever is asked with it.
 *
 * @param encoder image to zone
 * @param labels latent to label
 * @param options how the space is shared
 * @param residents among which each image is placed alone, whatever the batch and the order; empty:
 *     the images of a batch are their own company
 */
public record Classify(
    ImageEncoder encoder, LabelCodec labels, Options options, Optional<Residents> residents) {
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
   * @param probabilities the weights of the classes, (n, K); each row sums to one
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  public record Answers(int[] labels, double[][] probabilities) {
    /** Returns the weight of the class given to each image among all, (n), from 0 to 1. */
    public double[] confidences() {
      double[] confidences = new double[labels.length];
      Arrays.setAll(confidences, i -> probabilities[i][labels[i]]);
      return confidences;
    }
  }

  /** Returns the task that places each image alone among residents. */
  public Classify among(Residents company) {
    return new Classify(encoder, labels, options, Optional.of(company));
  }

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
    return new Classify(encoder, labels, newOptions, residents);
  }

  /** Classifies all images of a data set. */
  public Answers of(ImageDataset data) {
    return of(ImageAnchors.of(encoder, data));
  }

  /** Classifies images in memory. */
  public Answers of(ImageBatch images) {
    return of(ImageAnchors.of(encoder, images));
  }

  /** Classifies images whose anchors are known. */
  public Answers of(ImageAnchors images) {
    double[][] weights = new double[images.size()][labels.classes()];
    int[] answers = new int[images.size()];
    if (residents.isPresent()) {
      drawAlone(images, residents.get(), answers, weights);
    } else {
      for (int draw = 0; draw < options.draws; draw++) {
        draw(images, draw, answers, weights);
      }
    }
    if (options.draws > 1) {
      Arrays.setAll(answers, i -> largest(weights[i]));
    }
    return new Answers(answers, weights);
  }

  /** Adds the posterior weights of all draws of all latents, each alone among the residents. */
  private void drawAlone(
      ImageAnchors images, Residents company, int[] answers, double[][] weights) {
    LatentComputation zones = encoder.zones().withAlpha(options.alpha);
    SeededRandom draws = SeededRandom.of(options.seed).named("classify");
    int rows = images.size() * options.draws;
    for (int from = 0; from < rows; from += Chunks.GROUP) {
      int k = Math.min(rows - from, Chunks.GROUP);
      int[] group = Chunks.group(from, k);
      int[] owners = Arrays.stream(group).map(row -> row / options.draws).toArray();
      long[] keys =
          Arrays.stream(group)
              .mapToLong(row -> images.keys()[row / options.draws] + row % options.draws)
              .toArray();
      try (Scope scope = Scope.open();
          NDManager manager = Devices.newManager()) {
        NDArray noise = OwnNoise.of(manager, draws, new Shape(images.dimension()), keys);
        NDArray points = company.latents(zones, images.rows(manager, owners), noise);
        add(labels.decoder().decode(points), Arrays.copyOf(owners, k), answers, weights);
      }
    }
  }

  /** Adds what was decoded of some images. */
  private void add(LabelDecoder.Decoded decoded, int[] images, int[] answers, double[][] weights) {
    for (int i = 0; i < images.length; i++) {
      answers[images[i]] = decoded.labels()[i];
      for (int k = 0; k < labels.classes(); k++) {
        weights[images[i]][k] += decoded.weights()[i][k] / options.draws;
      }
    }
  }

  /** Adds the posterior weights of one draw of all latents. */
  private void draw(ImageAnchors images, int draw, int[] answers, double[][] weights) {
    float[] noise = noise(images, draw);
    int[] order = order(images.size());
    for (int from = 0; from < order.length; from += options.batch) {
      int[] batch = Arrays.copyOfRange(order, from, Math.min(order.length, from + options.batch));
      add(decode(images, noise, batch), batch, answers, weights);
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
