package org.lzn.train;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lzn.codec.ImageEncoder;
import org.lzn.codec.Labels;
import org.lzn.latent.Alignment;
import org.lzn.latent.Anchors;
import org.lzn.latent.LatentAlignment;
import org.lzn.latent.Latents;
import org.lzn.nn.Network;
import org.lzn.tensor.Scope;
import org.lzn.tensor.Transfers;

/**
 * The loss that brings images into the zones of their labels ([Lin25] §5, §2.2.2): the latents z =
 * C(E(x)) of the batch flow over the anchors of the classes, and the weight of the right class
 * shall grow large on the way.
 *
 * <p>In training a class weighs as much as it has images in the batch, in evaluation all weigh the
 * same. The gradient reaches the classes' anchors and, through the latents, the images' encoder.
 *
 * @param labels whose anchors the latents flow to
 * @param encoder of the images
 * @param settings of the alignment
 */
public record LabelAlignment(Labels labels, ImageEncoder encoder, LatentAlignment settings)
    implements Objective {

  /** Returns the objective whose loss takes logarithms, [Lin25] Eq. 5; not the paper's choice. */
  public LabelAlignment logarithmic() {
    return new LabelAlignment(labels, encoder, settings.logarithmic());
  }

  /** Returns the objective with another share of early steps left out of the maximum. */
  public LabelAlignment withEarlyStepCutoff(double share) {
    return new LabelAlignment(labels, encoder, settings.withEarlyStepCutoff(share));
  }

  @Override
  public Map<String, Network> parts() {
    Map<String, Network> parts = new LinkedHashMap<>();
    parts.put("encoder", encoder.network());
    parts.putAll(labels.parts());
    return parts;
  }

  @Override
  public double value(Step step) {
    NDArray points = step.anchors(encoder);
    if (!Double.isFinite(Transfers.number(points.sum()))) {
      return Double.NaN; // for the trainer to skip and count, not an error of the caller
    }
    NDArray noise = FlowMatching.zoneNoise(step, points.getShape());
    try (Latents latents = encoder.zones().of(Anchors.of(points), noise);
        Alignment alignment = settings.of(latents.points(), classes(step), step.labels())) {
      if (step.training()) {
        Alignment.Gradient gradient = alignment.gradient();
        step.addGradient(encoder, latents.gradient(gradient.latents()));
        pull(step, gradient.anchors());
      }
      return alignment.loss();
    }
  }

  private Anchors classes(Step step) {
    return step.training()
        ? labels.anchors().weightedBy(step.labels())
        : labels.anchors().uniform();
  }

  /** Sends the gradient of the classes' anchors into these weights. */
  private void pull(Step step, NDArray gradient) {
    try (Scope scope = Scope.openRecording()) {
      step.backward(labels.anchors().network().points().mul(gradient).sum());
    }
  }
}
