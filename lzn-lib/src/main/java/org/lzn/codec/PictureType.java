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
import org.lzn.flow.VelocityField;
import org.lzn.nn.NcsnppDecoder;
import org.lzn.nn.Network;
import org.lzn.nn.PictureEncoder;
import org.lzn.nn.PictureSketch;
import org.lzn.plot.ImageBatch;
import org.lzn.tensor.Constants;
import org.lzn.tensor.SeededRandom;

/**
 * Pictures as one data type of several: the paper's encoder and a rectified flow that knows the
 * latent ([Lin25] §3).
 *
 * <p>Two things differ from the paper's decoder. The network says which picture x̂ it expects at
 * the end, from which the velocity follows, v = (x̂ - x) / (1 - t): here a latent names one
 * picture, so that x̂ hardly depends on x, while the velocity would have to grow without bound. And
 * what it expects is a sketch that follows from the latent alone, which the flow corrects as it
 * sees more,
 *
 * <pre>x̂ = sketch(z) + t net(x, sketch(z), t, z):</pre>
 *
 * <p>at t = 0, where x is noise, nothing else can be known. In z's place stands what the decoder is
 * told, u: the latent and, if asked for, the classes in whose zones it lies.
 *
 * @param name such as a style
 * @param shape of a picture, (C, H, W)
 * @param patches how pixels enter and leave the networks
 * @param encoder picture to anchor
 * @param decoder corrects the sketch; it sees the picture's patches and then the sketch's
 * @param sketch what the latent alone says
 * @param codes of the classes that both are told beside the latent
 * @param solver of the flow
 */
public record PictureType(
    String name,
    Shape shape,
    Patches patches,
    PictureEncoder encoder,
    NcsnppDecoder decoder,
    PictureSketch sketch,
    ClassCodes codes,
    OdeSolver solver)
    implements DrawnType {
  @Override
  public Map<String, Network> parts() {
    Map<String, Network> parts = new LinkedHashMap<>();
    parts.put(name + " encoder", encoder);
    parts.put(name + " decoder", decoder);
    parts.put(name + " sketch", sketch);
    return parts;
  }

  @Override
  public Zones zones(NDManager manager, ImageBatch pictures, Optional<SeededRandom> training) {
    requireShape(pictures);
    NDArray split = patches.split(pictures.array(manager));
    return Zones.own(encoder.forward(split));
  }

  /**
   * The loss of rectified flow in terms of the picture that the network expects, mean |x̂ - x_1|²,
   * which is (1 - t)² |v - (x_1 - x_0)|²: late steps, where x tells the picture without the latent,
   * must not outweigh the first ones. For the same reason half of the times are 0.
   */
  @Override
  public Optional<NDArray> loss(NDArray latents, ImageBatch pictures, SeededRandom draws) {
    requireShape(pictures);
    NDManager manager = latents.getManager();
    NDArray x1 = pictures.array(manager);
    NDArray x0 = draws.normal(manager, name + " noise", x1.getShape());
    Shape one = new Shape(pictures.size());
    NDArray uniform = draws.uniform(manager, name + " time", -1, 1, one);
    NDArray t = uniform.maximum(Constants.scalar(uniform, FlowImageDecoder.START));
    draws.seedEngine(name + " dropout");
    NDArray x = LinearPath.between(x0, x1).at(t);
    NDArray told = codes.beside(latents);
    NDArray error = expected(x, t, told, sketch.forward(told), true).sub(x1);
    return Optional.of(error.mul(error).mean());
  }

  @Override
  public ImageBatch decode(NDArray latents, SeededRandom draws) {
    NDManager manager = latents.getManager();
    long n = latents.getShape().get(0);
    NDArray noise = draws.normal(manager, name + " noise", new Shape(n).addAll(shape));
    NDArray told = codes.beside(latents);
    NDArray sketches = sketch.forward(told);
    VelocityField velocity =
        (x, t) -> {
          NDArray toGo = expected(x, FlowImageDecoder.times(x, t), told, sketches, false).sub(x);
          return Constants.scale(toGo, 1 / Math.max(1 - t, FlowImageDecoder.START));
        };
    return ImageBatch.of(solver.solve(velocity, noise, FlowImageDecoder.START, 1));
  }

  /** Returns x̂, the picture that the network expects at the end of the flow through x at t. */
  private NDArray expected(NDArray x, NDArray t, NDArray told, NDArray sketches, boolean training) {
    NDArray seen = NDArrays.concat(new NDList(patches.split(x), sketches), 1);
    long channels = sketches.getShape().get(1);
    NDArray correction = decoder.forward(seen, t, told, training).get(":, :" + channels);
    return patches.join(sketches.add(correction.mul(t.reshape(-1, 1, 1, 1))));
  }
}
