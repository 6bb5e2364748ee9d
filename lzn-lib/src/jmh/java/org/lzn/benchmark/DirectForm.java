package org.lzn.benchmark;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.training.GradientCollector;
import org.lzn.flow.MultistepScheme;
import org.lzn.tensor.Constants;

/**
 * Latent computation as one would write it down: every difference of a point and an anchor as an
 * array of shape (n, n, q), single precision, gradients recorded by the engine.
 *
 * <p>Only here to be compared with; the library uses the attention form.
 */
final class DirectForm {
  private DirectForm() {}

  /** Returns the gradient to the anchors of the sum of latents times {@code upstream}. */
  static NDArray gradient(
      MultistepScheme scheme, double g, NDArray anchors, NDArray noise, NDArray upstream) {
    anchors.setRequiresGradient(true);
    try (NDScope scope = new NDScope();
        GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray s = Constants.scale(anchors, 1 - g).add(Constants.scale(noise, g));
      for (MultistepScheme.Step step : scheme.steps()) {
        s = advance(s, anchors, step);
      }
      collector.backward(s.mul(upstream).sum());
      NDArray gradient = anchors.getGradient().duplicate();
      NDScope.unregister(gradient);
      return gradient;
    } finally {
      anchors.setRequiresGradient(false);
    }
  }

  /** Only what the engine's graph needs outlives the step. */
  private static NDArray advance(NDArray s, NDArray anchors, MultistepScheme.Step step) {
    try (NDScope scope = new NDScope()) {
      NDArray velocity = velocity(s, anchors, step.from());
      NDArray next = s.add(Constants.scale(velocity, step.to() - step.from()));
      NDScope.unregister(next);
      return next;
    }
  }

  /** Returns Σ_j w_j (a_j - s) / (1 - t). */
  private static NDArray velocity(NDArray s, NDArray anchors, double t) {
    NDArray points = s.expandDims(1);
    NDArray differences = points.sub(Constants.scale(anchors, t).expandDims(0));
    NDArray logits =
        Constants.scale(differences.square().sum(new int[] {2}), -0.5 / ((1 - t) * (1 - t)));
    NDArray weights = logits.softmax(1).expandDims(2);
    NDArray directions = Constants.scale(anchors.expandDims(0).sub(points), 1 / (1 - t));
    return directions.mul(weights).sum(new int[] {1});
  }
}
