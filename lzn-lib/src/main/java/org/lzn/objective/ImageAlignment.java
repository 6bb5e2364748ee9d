package org.lzn.objective;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import org.lzn.codec.RepresentationEncoder;
import org.lzn.latent.Alignment;
import org.lzn.latent.Anchors;
import org.lzn.latent.LatentAlignment;
import org.lzn.latent.Latents;
import org.lzn.nn.Network;
import org.lzn.tensor.HostTransfers;

/**
 * The loss of case study 2 ([Lin25] §4, Eq. 5): the latents of one view of a batch shall lie in the
 * zones of the other. Both views have the same encoder E; with images x and x'
 *
 * <pre>
 * z = C(E(x)),   loss = -mean_i log max_k w_i(s_k, t_k),
 * </pre>
 *
 * where s_k is the path of z_i over the anchors E(x') and w_i the posterior weight of its own.
 */
record ImageAlignment(RepresentationEncoder encoder, LatentAlignment alignment)
    implements Objective {
  @Override
  public Map<String, Network> parts() {
    return encoder.parts();
  }

  @Override
  public boolean isForWorkers() {
    return true;
  }

  @Override
  public double value(Step step) {
    TwoViews.require(step);
    NDArray first = step.sharedAnchors(encoder, 0);
    NDArray second = step.sharedAnchors(encoder, 1);
    if (!Double.isFinite(HostTransfers.number(first.sum().add(second.sum())))) {
      return Double.NaN; // for the trainer to skip and count, not an error of the caller
    }
    int[] own = step.own();
    try (Latents latents = encoder.zones().of(Anchors.of(first), own, step.zoneNoise(first));
        Alignment aligned = alignment.of(latents.points(), Anchors.of(second), own)) {
      if (step.training()) {
        Alignment.Gradient gradient = aligned.gradient();
        step.addGradient(encoder, 0, latents.gradient(step.shareOf(gradient.latents())));
        step.addGradient(encoder, 1, step.shareOf(gradient.anchors()));
      } else {
        step.measure(TwoViews.RATE, aligned.rate());
      }
      return step.share() * aligned.loss();
    }
  }
}
