package org.lzn.codec;

import ai.djl.ndarray.NDArray;
import org.lzn.latent.LatentComputation;
import org.lzn.nn.NcsnppEncoder;

/**
 * Maps images to disjoint zones of the latent space: the network E gives each image its anchor, and
 * the latent computation C spreads the anchors' zones over the Gaussian ([Lin25] §2.2.1).
 *
 * @param network E: images (n, C, H, W) to anchors (n, q)
 * @param patches how pixels enter the network
 * @param zones C: anchors and noise to latents
 */
public record ImageEncoder(NcsnppEncoder network, Patches patches, LatentComputation zones)
    implements Encoder {
  @Override
  public NDArray anchors(NDArray images, boolean training) {
    return network.forward(patches.split(images), training);
  }
}
