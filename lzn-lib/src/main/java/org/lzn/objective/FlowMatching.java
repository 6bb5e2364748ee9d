package org.lzn.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import java.util.Optional;
import org.lzn.codec.FlowImageDecoder;
import org.lzn.codec.ImageCodec;
import org.lzn.codec.ImageEncoder;
import org.lzn.codec.OneHot;
import org.lzn.flow.LinearPath;
import org.lzn.latent.Latents;
import org.lzn.nn.Network;
import org.lzn.tensor.Constants;
import org.lzn.tensor.SeededRandom;

/**
 * The loss of rectified flow ([Liu23]; with latents [Lin25] §3): the mean over the batch and over
 * channels, rows and columns of
 *
 * <pre>|v(x_t, t, z) - (x_1 - x_0)|²,   x_t = (1-t) x_0 + t x_1,   x_0 ~ N(0, I),   t ~ U(1e-3, 1),
 * </pre>
 *
 * where z = C(E(x_1)) are the latents of the images themselves. A decoder that draws by class is
 * told the images' own labels too.
 */
record FlowMatching(ImageCodec images) implements Objective {
  @Override
  public Map<String, Network> parts() {
    return images.parts();
  }

  @Override
  public boolean isForWorkers() {
    return true;
  }

  @Override
  public double value(Step step) {
    if (images.encoder().isEmpty()) {
      return decode(step, null);
    }
    ImageEncoder encoder = images.encoder().get();
    Optional<Latents> latents = step.latents(encoder);
    if (latents.isEmpty()) {
      return Double.NaN;
    }
    NDArray points = latents.get().points();
    if (!step.training()) {
      return decode(step, points);
    }
    NDArray leaf = Step.leaf(points);
    double loss = decode(step, leaf);
    step.addGradient(encoder, latents.get().gradient(leaf.getGradient()));
    return loss;
  }

  private double decode(Step step, NDArray latents) {
    SeededRandom draws = step.draws();
    NDArray x1 = step.images();
    long m = x1.getShape().get(0);
    NDArray x0 = draws.normal(step.manager(), "flow noise", x1.getShape());
    NDArray t = draws.uniform(step.manager(), "flow time", FlowImageDecoder.START, 1, new Shape(m));
    NDArray labels = labels(step);
    return step.ofSlices(
        slice -> {
          step.seedDropout("decoder dropout", slice);
          NDArray z = latents == null ? null : slice.of(latents);
          NDArray y = labels == null ? null : slice.of(labels);
          LinearPath path = LinearPath.between(slice.of(x0), slice.of(x1));
          NDArray error = error(path, slice.of(t), z, y, step.training());
          return Constants.scale(error, (double) slice.size() / step.size());
        });
  }

  private NDArray error(LinearPath path, NDArray t, NDArray z, NDArray y, boolean training) {
    NDArray velocity = images.decoder().velocity(path.at(t), t, z, y, training);
    NDArray difference = velocity.sub(path.velocity());
    return difference.mul(difference).mean();
  }

  private NDArray labels(Step step) {
    int classes = images.decoder().classes();
    return classes == 0 ? null : OneHot.of(step.manager(), step.labels(), classes);
  }
}
