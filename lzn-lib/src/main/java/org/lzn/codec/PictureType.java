package org.lzn.codec;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.lzn.flow.LinearPath;
import org.lzn.flow.OdeSolver;
import org.lzn.nn.LatentMap;
import org.lzn.nn.NcsnppDecoder;
import org.lzn.nn.NcsnppEncoder;
import org.lzn.nn.Network;
import org.lzn.plot.ImageBatch;
import org.lzn.tensor.Constants;
import org.lzn.tensor.Require;
import org.lzn.tensor.SeededRandom;

/**
 * Pictures as one data type of several: the paper's encoder and its decoder, a rectified flow that
 * knows the latent ([Lin25] §3), which is told it beside the time and as a map beside the picture.
 *
 * @param name such as a style
 * @param shape of a picture, (C, H, W)
 * @param patches how pixels enter and leave the networks
 * @param encoder picture to anchor
 * @param decoder velocity; it sees the picture's channels and then the map's
 * @param map lays the latent out beside the picture
 * @param solver of the flow
 */
public record PictureType(
    String name,
    Shape shape,
    Patches patches,
    NcsnppEncoder encoder,
    NcsnppDecoder decoder,
    LatentMap map,
    OdeSolver solver)
    implements DataType<ImageBatch> {

  @Override
  public Map<String, Network> parts() {
    Map<String, Network> parts = new LinkedHashMap<>();
    parts.put(name + " encoder", encoder);
    parts.put(name + " decoder", decoder);
    parts.put(name + " map", map);
    return parts;
  }

  @Override
  public int size(ImageBatch pictures) {
    return pictures.size();
  }

  @Override
  public ImageBatch take(ImageBatch pictures, int... indices) {
    return pictures.take(indices);
  }

  @Override
  public Zones zones(NDManager manager, ImageBatch pictures, Optional<SeededRandom> training) {
    requireShape(pictures);
    training.ifPresent(draws -> draws.seedEngine(name + " encoder dropout"));
    NDArray split = patches.split(pictures.array(manager));
    return Zones.own(encoder.forward(split, training.isPresent()));
  }

  /** The loss of rectified flow: mean |v(x_t, t, z) - (x_1 - x_0)|², as in case study 1. */
  @Override
  public Optional<NDArray> loss(NDArray latents, ImageBatch pictures, SeededRandom draws) {
    requireShape(pictures);
    NDManager manager = latents.getManager();
    NDArray x1 = pictures.array(manager);
    NDArray x0 = draws.normal(manager, name + " noise", x1.getShape());
    NDArray t =
        draws.uniform(
            manager, name + " time", FlowImageDecoder.START, 1, new Shape(pictures.size()));
    draws.seedEngine(name + " dropout");
    LinearPath path = LinearPath.between(x0, x1);
    NDArray error =
        velocity(path.at(t), t, latents, map.forward(latents), true).sub(path.velocity());
    return Optional.of(error.mul(error).mean());
  }

  @Override
  public ImageBatch decode(NDArray latents, SeededRandom draws) {
    NDManager manager = latents.getManager();
    long n = latents.getShape().get(0);
    NDArray noise = draws.normal(manager, name + " noise", new Shape(n).addAll(shape));
    NDArray maps = map.forward(latents);
    NDArray pictures =
        solver.solve(
            (x, t) -> velocity(x, times(x, t), latents, maps, false),
            noise,
            FlowImageDecoder.START,
            1);
    return ImageBatch.of(pictures);
  }

  private NDArray velocity(NDArray x, NDArray t, NDArray latents, NDArray maps, boolean training) {
    NDArray split = patches.split(x);
    NDArray seen = NDArrays.concat(new NDList(split, maps), 1);
    NDArray all = decoder.forward(seen, t, latents, training);
    return patches.join(all.get(":, :" + split.getShape().get(1)));
  }

  private static NDArray times(NDArray x, double t) {
    NDArray one =
        x.getManager().ones(new Shape(x.getShape().get(0)), ai.djl.ndarray.types.DataType.FLOAT32);
    return Constants.scale(one, t);
  }

  private void requireShape(ImageBatch pictures) {
    Require.that(
        pictures.shape().slice(1).equals(shape),
        "pictures of the type %s must be %s, got %s",
        name,
        shape,
        pictures.shape().slice(1));
  }
}
