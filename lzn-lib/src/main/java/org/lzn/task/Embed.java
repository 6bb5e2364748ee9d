package org.lzn.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.lzn.codec.ImageEncoder;
import org.lzn.latent.Anchors;
import org.lzn.latent.LatentComputation;
import org.lzn.latent.Latents;
import org.lzn.plot.ImageBatch;
import org.lzn.tensor.Devices;
import org.lzn.tensor.HostTransfers;
import org.lzn.tensor.Scope;
import org.lzn.tensor.SeededRandom;

/**
 * Embedding: z = C(E(x)) ([Lin25] §2.1). Images embedded together share one space, as a training
 * batch does: their zones are disjoint and each zone depends on all of them.
 *
 * @param encoder the image encoder
 * @param seed of the draw of each latent within its zone
 */
public record Embed(ImageEncoder encoder, long seed) {
  /** Returns the same task with another draw of the latents. */
  public Embed withSeed(long newSeed) {
    return new Embed(encoder, newSeed);
  }

  /** Returns the same task with another scale α of the draws; 0 gives the zones' centres. */
  public Embed withAlpha(double alpha) {
    LatentComputation zones = encoder.zones().withAlpha(alpha);
    return new Embed(new ImageEncoder(encoder.network(), encoder.patches(), zones), seed);
  }

  /** Returns the latents of images that share the space, (n, q). */
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
    try (Scope scope = Scope.open()) {
      NDArray anchors = anchors(manager, images);
      Shape shape = anchors.getShape();
      NDArray noise = SeededRandom.of(seed).named("embed").normal(manager, "zone noise", shape);
      try (Latents latents = encoder.zones().of(Anchors.of(anchors), noise)) {
        NDArray points = latents.points().duplicate();
        points.attach(manager);
        return scope.keep(points);
      }
    }
  }

  /** Returns the anchors, shape (n, q), encoded a few at a time. */
  private NDArray anchors(NDManager manager, ImageBatch images) {
    NDList parts = new NDList();
    NDArray array = images.array(manager);
    for (int from = 0; from < images.size(); from += Chunks.SIZE) {
      try (Scope scope = Scope.open()) {
        int to = Math.min(images.size(), from + Chunks.SIZE);
        parts.add(scope.keep(encoder.anchors(array.get(from + ":" + to), false)));
      }
    }
    return NDArrays.concat(parts);
  }
}
