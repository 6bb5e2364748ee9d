package org.lzn.benchmark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.lzn.codec.FlowImageDecoder;
import org.lzn.data.Batches;
import org.lzn.data.ImageDataset;
import org.lzn.data.ImageValues;
import org.lzn.data.LoadedBatch;
import org.lzn.file.SafeTensors;
import org.lzn.flow.MultistepScheme;
import org.lzn.latent.LatentComputation;
import org.lzn.nn.NcsnppSettings;
import org.lzn.nn.Network;
import org.lzn.run.Recipe;
import org.lzn.study.joint.JointStudy;
import org.lzn.study.representation.RepresentationRecipe;
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

  /** Writes, and returns, what a training with this seed sees in its first step. */
  static Map<String, NDArray> write(
      Path file,
      NDManager manager,
      Recipe.Prepared model,
      ImageDataset data,
      int batch,
      long seed) {
    Map<String, NDArray> tensors = new LinkedHashMap<>();
    model
        .parts()
        .forEach(
            (part, network) ->
                network
                    .getParameters()
                    .values()
                    .forEach(p -> tensors.put(part + "." + p.getName(), p.getArray())));
    SeededRandom draws = SeededRandom.of(seed);
    LoadedBatch loaded = new Batches(data, batch, draws, model.objective().views()).load(0);
    List<ImageValues> views = loaded.views();
    tensors.put("images", views.get(0).array(manager, 0, batch));
    if (model instanceof RepresentationRecipe.Model twoViews) {
      tensors.put("second images", views.get(1).array(manager, 0, batch));
      tensors.putAll(zones(manager, draws, batch, twoViews.encoder().zones(), dimension(twoViews)));
      SafeTensors.write(file, tensors, RepresentationTexts.of(twoViews));
    } else {
      Shape shape = tensors.get("images").getShape();
      tensors.put("noise", draws.normal(manager, "flow noise", shape));
      tensors.put(
          "time", draws.uniform(manager, "flow time", FlowImageDecoder.START, 1, new Shape(batch)));
      model
          .images()
          .flatMap(type -> type.encoder())
          .ifPresent(
              encoder -> {
                int q = encoder.network().latentDimension();
                tensors.putAll(zones(manager, draws, batch, encoder.zones(), q));
              });
      Map<String, String> texts = sizes(model.images().orElseThrow().decoder());
      if (model.settings() instanceof JointStudy study) {
        tensors.put("labels", manager.create(loaded.labels()).toType(DataType.FLOAT32, false));
        texts.putAll(AlignmentTexts.of(study.labels().alignment()));
        texts.put("study", "joint");
      }
      SafeTensors.write(file, tensors, texts);
    }
    return tensors;
  }

  private static int dimension(RepresentationRecipe.Model model) {
    return model.encoder().network().dimension();
  }

  /** Returns the noise of the latents and the steps of their flow; such a file has no doubles. */
  private static Map<String, NDArray> zones(
      NDManager manager, SeededRandom draws, int batch, LatentComputation zones, int q) {
    NDArray scheme = scheme(manager, zones);
    NDArray rounded = scheme.toType(DataType.FLOAT32, true);
    NDArray rest = scheme.sub(rounded.toType(DataType.FLOAT64, true));
    return Map.of(
        "zone noise", draws.normal(manager, "zone noise", new Shape(batch, q)),
        "scheme", rounded,
        "scheme rest", rest.toType(DataType.FLOAT32, true));
  }

  /** Returns what the weights do not tell of the networks; lists have spaces between numbers. */
  private static Map<String, String> sizes(FlowImageDecoder decoder) {
    NcsnppSettings settings = decoder.network().settings();
    NcsnppSettings.Levels levels = settings.levels();
    Map<String, String> texts = new HashMap<>();
    texts.put("format", "pt");
    texts.put("study", "flow");
    texts.put("patch", String.valueOf(decoder.patches().size()));
    texts.put("channels", String.valueOf(levels.channels()));
    texts.put("multipliers", words(levels.multipliers()));
    texts.put("blocks", String.valueOf(levels.blocks()));
    texts.put("attention", words(levels.attention()));
    texts.put("dropout", String.valueOf(settings.blocks().dropout()));
    return texts;
  }

  static String words(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  /** Returns rows of time, carry and three pulls, in double precision. */
  private static NDArray scheme(NDManager manager, LatentComputation zones) {
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
