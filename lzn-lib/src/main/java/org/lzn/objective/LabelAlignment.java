package org.lzn.objective;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.lzn.codec.ImageEncoder;
import org.lzn.codec.LabelCodec;
import org.lzn.latent.Alignment;
import org.lzn.latent.Anchors;
import org.lzn.latent.LatentAlignment;
import org.lzn.latent.Latents;
import org.lzn.nn.Network;
import org.lzn.tensor.Scope;

/**
 * The loss that brings images into the zones of their labels ([Lin25] §5, §2.2.2): the latents z =
 * C(E(x)) of the batch flow over the anchors of the classes, and the weight of the right class
 * shall grow large on the way.
 *
 * <p>In training a class weighs as much as it has images among those that share the space, in
 * evaluation all weigh the same. The gradient reaches the classes' anchors and, through the
 * latents, the images' encoder.
 *
 * @param labels whose anchors the latents flow to
 * @param encoder of the images
 * @param settings of the alignment
 */
public record LabelAlignment(LabelCodec labels, ImageEncoder encoder, LatentAlignment settings)
    implements Objective {
  /** The measure of this term alone, where the loss is a sum. */
  public static final String LOSS = "alignment loss";

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
  public boolean isForWorkers() {
    return true;
  }

  @Override
  public double value(Step step) {
    Optional<Latents> latents = step.latents(encoder);
    if (latents.isEmpty()) {
      return Double.NaN;
    }
    NDArray points = latents.get().points();
    try (Alignment alignment = settings.of(points, classes(step), step.labels())) {
      if (step.training()) {
        Alignment.Gradient gradient = alignment.gradient();
        step.addGradient(encoder, latents.get().gradient(step.shareOf(gradient.latents())));
        pull(step, step.shareOf(gradient.anchors()));
      } else {
        step.measure(LOSS, alignment.loss());
        step.measure(TwoViews.RATE, alignment.rate());
      }
      return step.share() * alignment.loss();
    }
  }

  private Anchors classes(Step step) {
    return step.training()
        ? labels.anchors().weightedBy(step.sharedLabels())
        : labels.anchors().uniform();
  }

  /** Sends the gradient of the classes' anchors into these weights. */
  private void pull(Step step, NDArray gradient) {
    try (Scope scope = Scope.openRecording()) {
      step.backward(labels.anchors().network().points().mul(gradient).sum());
    }
  }
}
