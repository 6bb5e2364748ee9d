package org.lzn.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lzn.codec.ImageEncoder;
import org.lzn.latent.Anchors;
import org.lzn.latent.LatentComputation;
import org.lzn.latent.Latents;
import org.lzn.plot.ImageBatch;
import org.lzn.tensor.Constants;
import org.lzn.tensor.Devices;
import org.lzn.tensor.HostTransfers;
import org.lzn.tensor.Scope;
import org.lzn.tensor.SeededRandom;

/**
 * Embedding: z = C(E(x)) ([Lin25] §2.1). Images embedded together share one space, as a training
 * batch does: their zones are disjoint and each zone depends on all of them. Among {@link
 * Residents} each image is placed alone, the same whatever is embedded with it.
 *
 * @param encoder the image encoder
 * @param seed of the draw of each latent within its zone
 * @param residents among which each image is placed alone; empty: the images are their own company
 */
public record Embed(ImageEncoder encoder, long seed, Optional<Residents> residents) {
  /** Makes the task for images that share the space with each other. */
  public Embed(ImageEncoder encoder, long seed) {
    this(encoder, seed, Optional.empty());
  }

  /** Returns the same task with another draw of the latents. */
  public Embed withSeed(long newSeed) {
    return new Embed(encoder, newSeed, residents);
  }

  /** Returns the task that places each image alone among residents. */
  public Embed among(Residents company) {
    return new Embed(encoder, seed, Optional.of(company));
  }

  /** Returns the same task with another scale α of the draws; 0 gives the zones' centres. */
  public Embed withAlpha(double alpha) {
    LatentComputation zones = encoder.zones().withAlpha(alpha);
    ImageEncoder scaled = new ImageEncoder(encoder.network(), encoder.patches(), zones);
    return new Embed(scaled, seed, residents);
  }

  /** Returns the latents of images, (n, q). */
  public float[][] of(ImageBatch images) {
    try (Scope scope = Scope.open();
        NDManager manager = Devices.newManager()) {
      float[] flat = HostTransfers.floats(latents(manager, images));
      int q = flat.length / images.size();
      float[][] rows = new float[images.size()][];
      Arrays.setAll(rows, i -> Arrays.copyOfRange(flat, i * q, (i + 1) * q));
      return rows;
    }
  }

  /** Returns the latents, shape (n, q), of images in {@code manager}. */
  NDArray latents(NDManager manager, ImageBatch images) {
    ImageAnchors anchors = ImageAnchors.of(encoder, images);
    return residents
        .map(company -> alone(manager, anchors, company))
        .orElseGet(() -> together(manager, anchors));
  }

  private NDArray together(NDManager manager, ImageAnchors images) {
    try (Scope scope = Scope.open()) {
      NDArray anchors = images.rows(manager, IntStream.range(0, images.size()).toArray());
      NDArray noise =
          SeededRandom.of(seed).named("embed").normal(manager, "zone noise", anchors.getShape());
      try (Latents latents = encoder.zones().of(Anchors.of(anchors), noise)) {
        NDArray points = latents.points().duplicate();
        points.attach(manager);
        return scope.keep(points);
      }
    }
  }

  private NDArray alone(NDManager manager, ImageAnchors images, Residents company) {
    int q = images.dimension();
    float[] values = new float[images.size() * q];
    for (int from = 0; from < images.size(); from += Chunks.GROUP) {
      int k = Math.min(images.size() - from, Chunks.GROUP);
      int[] group = Chunks.group(from, k);
      try (Scope scope = Scope.open()) {
        SeededRandom draws = SeededRandom.of(seed).named("embed");
        long[] keys = Arrays.stream(group).mapToLong(i -> images.keys()[i]).toArray();
        NDArray noise = OwnNoise.of(manager, draws, new Shape(q), keys);
        NDArray points = company.latents(encoder.zones(), images.rows(manager, group), noise);
        System.arraycopy(HostTransfers.floats(points), 0, values, from * q, k * q);
      }
    }
    return Constants.of(manager, values, new Shape(images.size(), q));
  }
}
