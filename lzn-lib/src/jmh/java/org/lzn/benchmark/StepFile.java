package org.lzn.benchmark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.lzn.codec.FlowImageDecoder;
import org.lzn.codec.ImageEncoder;
import org.lzn.data.Batches;
import org.lzn.data.ImageDataset;
import org.lzn.file.SafeTensors;
import org.lzn.flow.MultistepScheme;
import org.lzn.latent.LatentComputation;
import org.lzn.nn.NcsnppSettings;
import org.lzn.nn.Network;
import org.lzn.run.Recipe;
import org.lzn.tensor.SeededRandom;

/**
 * All that the first loss of a training depends on, as a file from which {@code
 * src/jmh/python/training_steps.py} computes it too: weights, images, random numbers, the steps of
 * the latent flow and, as its texts, the sizes of the networks.
 */
final class StepFile {
  private StepFile() {}

  /** Gives all weights values of a size that lets every one of them matter. */
  static void fill(NDManager manager, Map<String, Network> parts) {
    parts.forEach(
        (part, network) -> {
          SeededRandom draws = SeededRandom.of(1).named(part);
          for (Parameter parameter : network.getParameters().values()) {
            network.set(parameter.getName(), values(manager, draws, parameter));
          }
        });
  }

  private static NDArray values(NDManager manager, SeededRandom draws, Parameter parameter) {
    Shape shape = parameter.getShape();
    String name = parameter.getName();
    if (shape.dimension() > 1) {
      double bound = Math.sqrt(3.0 * shape.get(0) / shape.size());
      return draws.uniform(manager, name, -bound, bound, shape);
    }
    double centre = name.endsWith("weight") ? 1 : 0;
    return draws.uniform(manager, name, centre - 0.1, centre + 0.1, shape);
  }

  /** Writes what a training with this seed sees in its first step. */
  static void write(
      Path file,
      NDManager manager,
      Recipe.Prepared model,
      ImageDataset data,
      int batch,
      long seed) {
    SeededRandom draws = SeededRandom.of(seed);
    NDArray images =
        new Batches(data, batch, draws, model.objective().views())
            .load(0)
            .images()
            .array(manager, 0, batch);
    Map<String, NDArray> tensors = new LinkedHashMap<>();
    model
        .parts()
        .forEach(
            (part, network) ->
                network
                    .getParameters()
                    .values()
                    .forEach(p -> tensors.put(part + "." + p.getName(), p.getArray())));
    tensors.put("images", images);
    tensors.put("noise", draws.normal(manager, "flow noise", images.getShape()));
    tensors.put(
        "time", draws.uniform(manager, "flow time", FlowImageDecoder.START, 1, new Shape(batch)));
    model
        .images()
        .flatMap(type -> type.encoder())
        .ifPresent(
            encoder -> {
              Shape shape = new Shape(batch, encoder.network().latentDimension());
              tensors.put("zone noise", draws.normal(manager, "zone noise", shape));
              NDArray scheme = scheme(manager, encoder);
              NDArray rounded = scheme.toType(DataType.FLOAT32, true);
              tensors.put("scheme", rounded); // such a file holds single precision only
              NDArray rest = scheme.sub(rounded.toType(DataType.FLOAT64, true));
              tensors.put("scheme rest", rest.toType(DataType.FLOAT32, true));
            });
    SafeTensors.write(file, tensors, sizes(model.images().orElseThrow().decoder()));
  }

  /** Returns what the weights do not tell of the networks; lists have spaces between numbers. */
  private static Map<String, String> sizes(FlowImageDecoder decoder) {
    NcsnppSettings settings = decoder.network().settings();
    NcsnppSettings.Levels levels = settings.levels();
    return Map.of(
        "format", "pt",
        "patch", String.valueOf(decoder.patches().size()),
        "channels", String.valueOf(levels.channels()),
        "multipliers", words(levels.multipliers()),
        "blocks", String.valueOf(levels.blocks()),
        "attention", words(levels.attention()),
        "dropout", String.valueOf(settings.blocks().dropout()));
  }

  private static String words(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  /** Returns rows of time, carry and three pulls, in double precision. */
  private static NDArray scheme(NDManager manager, ImageEncoder encoder) {
    LatentComputation zones = encoder.zones();
    List<MultistepScheme.Step> steps = zones.solver().scheme(1 - zones.noiseLevel(), 0).steps();
    double[] rows = new double[5 * steps.size()];
    for (int k = 0; k < steps.size(); k++) {
      MultistepScheme.Step step = steps.get(k);
      rows[5 * k] = step.from();
      rows[5 * k + 1] = step.carry();
      for (int j = 0; j < step.pull().size(); j++) {
        rows[5 * k + 2 + j] = step.pull().get(j);
      }
    }
    return manager.create(rows, new Shape(steps.size(), 5));
  }
}
