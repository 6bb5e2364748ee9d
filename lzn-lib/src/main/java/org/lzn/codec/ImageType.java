package org.lzn.codec;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import java.util.Optional;
import org.lzn.flow.LinearPath;
import org.lzn.flow.OdeSolver;
import org.lzn.nn.Network;
import org.lzn.plot.ImageBatch;
import org.lzn.tensor.Require;
import org.lzn.tensor.SeededRandom;

/**
 * The images of case studies 1 and 3 as one data type of several: the paper's encoder and its
 * rectified flow that knows the latent ([Lin25] §3). A decoder that draws by class ([Lin25] §5) is
 * told the class in whose zone the latent lies.
 *
 * @param name what they are called, such as "image"
 * @param codec their encoder, which must be there, and their decoder
 * @param labels the classes by which the decoder draws; empty for a decoder that knows none
 * @param solver of the flow
 */
public record ImageType(
    String name, ImageCodec codec, Optional<LabelCodec> labels, OdeSolver solver)
    implements DrawnType {
  /** Checks that there is an encoder, and the labels that the decoder asks for. */
  public ImageType {
    Require.that(codec.encoder().isPresent(), "%s have no encoder, hence no zones", name);
    int asked = codec.decoder().classes();
    int given = labels.map(LabelCodec::classes).orElse(0);
    Require.that(asked == given, "the decoder of %s knows %d classes, got %d", name, asked, given);
  }

  @Override
  public Shape shape() {
    return codec.shape();
  }

  @Override
  public Map<String, Network> parts() {
    return codec.parts();
  }

  @Override
  public Network encoder() {
    return codec.encoder().orElseThrow().network();
  }

  @Override
  public Zones zones(NDManager manager, ImageBatch images, Optional<SeededRandom> training) {
    requireShape(images);
    training.ifPresent(draws -> draws.seedEngine(name + " encoder dropout"));
    NDArray all = images.array(manager);
    return Zones.own(codec.encoder().orElseThrow().anchors(all, training.isPresent()));
  }

  /** The loss of rectified flow, mean |v(x_t, t, z) - (x_1 - x_0)|². */
  @Override
  public Optional<NDArray> loss(NDArray latents, ImageBatch images, SeededRandom draws) {
    requireShape(images);
    NDManager manager = latents.getManager();
    NDArray x1 = images.array(manager);
    NDArray x0 = draws.normal(manager, name + " noise", x1.getShape());
    Shape one = new Shape(images.size());
    NDArray t = draws.uniform(manager, name + " time", FlowImageDecoder.START, 1, one);
    draws.seedEngine(name + " dropout");
    LinearPath path = LinearPath.between(x0, x1);
    NDArray velocity = codec.decoder().velocity(path.at(t), t, latents, classes(latents), true);
    NDArray error = velocity.sub(path.velocity());
    return Optional.of(error.mul(error).mean());
  }

  @Override
  public ImageBatch decode(NDArray latents, SeededRandom draws) {
    Shape shape = codec.batch(latents.getShape().get(0));
    NDArray noise = draws.normal(latents.getManager(), name + " noise", shape);
    return ImageBatch.of(codec.decoder().decode(latents, classes(latents), noise, solver));
  }

  /** Returns the classes in whose zones the latents lie, one-hot; null where none are asked for. */
  private NDArray classes(NDArray latents) {
    return labels.map(codes -> classes(codes, latents)).orElse(null);
  }

  private static NDArray classes(LabelCodec labels, NDArray latents) {
    int[] classes = labels.decoder().decode(latents).labels();
    return OneHot.of(latents.getManager(), classes, labels.classes());
  }
}
