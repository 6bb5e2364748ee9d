package org.lzn.codec;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import org.lzn.latent.LatentComputation;
import org.lzn.nn.FeatureNetwork;
import org.lzn.nn.Network;

/**
 * The image encoder of case study 2 ([Lin25] §4): a network whose head gives each image its anchor,
 * and the latent computation around the anchors. There is no decoder: what is learnt is the
 * representation.
 *
 * @param network images (n, C, H, W) to features (n, d) and anchors (n, q)
 * @param zones C: anchors and noise to latents
 */
public record RepresentationEncoder(FeatureNetwork network, LatentComputation zones)
    implements Encoder, AutoCloseable {
  /** The name of the network's part, under which its learning rate stands. */
  public static final String PART = "encoder";

  /** Returns the network by the name of its part. */
  public Map<String, Network> parts() {
    return Map.of(PART, network);
  }

  @Override
  public NDArray anchors(NDArray images, boolean training) {
    return network.forward(images);
  }

  /** Frees the network's weights. */
  @Override
  public void close() {
    network.close();
  }
}
