package org.lzn.codec;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import org.lzn.flow.Euler;
import org.lzn.latent.LatentComputation;
import org.lzn.latent.LatentSpace;
import org.lzn.nn.ClassAnchors;
import org.lzn.nn.Network;
import org.lzn.tensor.Devices;
import org.lzn.tensor.HostTransfers;
import org.lzn.tensor.SeededRandom;

/**
 * The data type of labels: an encoder into the latent space and a decoder back, which share the
 * anchors of the classes ([Lin25] §5).
 *
 * @param encoder label to zone
 * @param decoder latent to label
 */
public record LabelCodec(LabelEncoder encoder, LabelDecoder decoder) implements AutoCloseable {
  /** The name of the anchors' part, under which their learning rate stands. */
  public static final String PART = "labels";

  /** Returns the paper's latent computation for labels: 100 Euler steps from t = 1 - 1e-4. */
  public static LatentComputation zones() {
    return LatentComputation.with(Euler.steps(100)).withNoiseLevel(1e-4);
  }

  /** Makes anchors for so many classes with the paper's flow; they follow from the seed. */
  public static LabelCodec of(int classes, LatentSpace space, long seed) {
    return of(classes, space, zones(), seed);
  }

  /** Makes anchors for so many classes; both ways use the solver of the latent computation. */
  public static LabelCodec of(int classes, LatentSpace space, LatentComputation zones, long seed) {
    ClassAnchors network = new ClassAnchors(classes, space.dimension());
    network.initialize(Devices.newManager(), SeededRandom.of(seed).named(PART));
    LabelAnchors anchors = new LabelAnchors(network);
    return new LabelCodec(
        new LabelEncoder(anchors, zones), new LabelDecoder(anchors, zones.solver()));
  }

  /** Returns the anchors of the classes. */
  public LabelAnchors anchors() {
    return encoder.anchors();
  }

  /** Returns the number K of classes. */
  public int classes() {
    return anchors().network().classes();
  }

  /** Returns the anchors of the classes as numbers, (K, q). */
  public double[][] anchorValues() {
    NDArray points = anchors().network().points();
    float[] flat = HostTransfers.floats(points);
    int q = anchors().network().dimension();
    double[][] rows = new double[classes()][q];
    for (int i = 0; i < flat.length; i++) {
      rows[i / q][i % q] = flat[i];
    }
    return rows;
  }

  /** Returns the anchors' network by the name of its part. */
  public Map<String, Network> parts() {
    return Map.of(PART, anchors().network());
  }

  /** Frees the anchors. */
  @Override
  public void close() {
    anchors().network().close();
  }
}
