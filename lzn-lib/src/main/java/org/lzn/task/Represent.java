package org.lzn.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.lzn.codec.RepresentationEncoder;
import org.lzn.data.ImageDataset;
import org.lzn.latent.Anchors;
import org.lzn.latent.LatentComputation;
import org.lzn.latent.Latents;
import org.lzn.tensor.Constants;
import org.lzn.tensor.Devices;
import org.lzn.tensor.HostTransfers;
import org.lzn.tensor.Require;
import org.lzn.tensor.Scope;
import org.lzn.tensor.SeededRandom;

/**
 * Representation of images by frozen features ([Lin25] §4 and its comparison of four choices).
 *
 * @param encoder the trained encoder
 * @param choice what of it represents an image
 * @param batch images whose latents are computed together: their zones depend on each other
 * @param seed of the draw of each latent within its zone
 */
public record Represent(RepresentationEncoder encoder, Choice choice, int batch, long seed) {
  /** What represents an image. */
  public enum Choice {
    /** The features before the head; the paper's choice. */
    WITHOUT_HEAD("without head"),
    /** The head's output: the anchor. */
    WITH_HEAD("with head"),
    /** The centre of the image's zone: the latent with α = 0. */
    ZONE_CENTRE("latent, α = 0"),
    /** A point of the image's zone: the latent with the α of the training. */
    LATENT("latent");

    private final String words;

    Choice(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /** Checks the batch. */
  public Represent {
    Require.that(batch > 0, "a batch must hold one image or more, got %d", batch);
  }

  /** Returns the representation by the features before the head. */
  public static Represent by(RepresentationEncoder encoder) {
    return new Represent(encoder, Choice.WITHOUT_HEAD, Chunks.SIZE, 1);
  }

  /** Returns the same with another choice. */
  public Represent withChoice(Choice newChoice) {
    return new Represent(encoder, newChoice, batch, seed);
  }

  /** Returns the same with another number of images whose latents are computed together. */
  public Represent withBatch(int newBatch) {
    return new Represent(encoder, choice, newBatch, seed);
  }

  /** Returns the representations of all images of a data set, (n, d). */
  public float[][] of(ImageDataset data) {
    return rows(data.size(), (manager, from, to) -> features(manager, data, from, to));
  }

  /**
   * Returns the representations of images whose features before the head are known, (n, d): the
   * costly part is not computed again for each choice.
   */
  public float[][] of(float[][] features) {
    int width = features[0].length;
    return rows(
        features.length,
        (manager, from, to) -> {
          float[] values = new float[(to - from) * width];
          for (int i = from; i < to; i++) {
            System.arraycopy(features[i], 0, values, (i - from) * width, width);
          }
          return Constants.of(manager, values, new Shape(to - from, width));
        });
  }

  /** The features of the images from (inclusive) to (exclusive). */
  private interface Source {
    NDArray features(NDManager manager, int from, int to);
  }

  private float[][] rows(int n, Source source) {
    float[][] rows = new float[n][];
    for (int from = 0; from < rows.length; from += batch) {
      int to = Math.min(rows.length, from + batch);
      try (Scope scope = Scope.open();
          NDManager manager = Devices.newManager()) {
        NDArray features = source.features(manager, from, to);
        float[] values = HostTransfers.floats(chosen(features, from));
        int d = values.length / (to - from);
        for (int i = from; i < to; i++) {
          rows[i] = Arrays.copyOfRange(values, (i - from) * d, (i - from + 1) * d);
        }
      }
    }
    return rows;
  }

  private NDArray features(NDManager manager, ImageDataset data, int from, int to) {
    NDList parts = new NDList();
    for (int start = from; start < to; start += Chunks.SIZE) {
      int[] indices = IntStream.range(start, Math.min(to, start + Chunks.SIZE)).toArray();
      try (Scope scope = Scope.open()) {
        NDArray images = data.images(manager, indices);
        parts.add(scope.keep(encoder.network().features(images)));
      }
    }
    return NDArrays.concat(parts);
  }

  private NDArray chosen(NDArray features, int from) {
    return switch (choice) {
      case WITHOUT_HEAD -> features;
      case WITH_HEAD -> encoder.network().project(features);
      case ZONE_CENTRE ->
          latents(encoder.network().project(features), encoder.zones().withAlpha(0), from);
      case LATENT -> latents(encoder.network().project(features), encoder.zones(), from);
    };
  }

  private NDArray latents(NDArray anchors, LatentComputation zones, int from) {
    SeededRandom draws = SeededRandom.of(seed).named("represent").at(from);
    NDArray noise = draws.normal(anchors.getManager(), "zone noise", anchors.getShape());
    try (Latents latents = zones.of(Anchors.of(anchors), noise)) {
      return latents.points();
    }
  }
}
