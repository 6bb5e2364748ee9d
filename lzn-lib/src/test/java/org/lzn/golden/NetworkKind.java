package org.lzn.golden;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.training.GradientCollector;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.lzn.nn.NcsnppDecoder;
import org.lzn.nn.NcsnppEncoder;
import org.lzn.nn.NcsnppSettings;
import org.lzn.nn.Network;

/**
 * An encoder and a decoder of NCSN++: names and shapes of the parameters, the outputs, the loss and
 * the norm of its gradient for every parameter.
 */
final class NetworkKind implements GoldenKind {
  private static final double TOLERANCE = 1e-4;
  private static final double GRADIENT_TOLERANCE = 1e-3;

  @Override
  public void check(GoldenCase golden, Comparison comparison) {
    NcsnppSettings settings = settings(golden);
    int latent = golden.integer("latent_dim");
    int condition = latent + golden.integer("num_classes");
    try (NDScope scope = new NDScope();
        NcsnppEncoder encoder = new NcsnppEncoder(settings, latent);
        NcsnppDecoder decoder = new NcsnppDecoder(settings, condition)) {
      scope.suppressNotUsedWarning();
      GoldenWeights.fill(encoder, golden, "encoder.", "encoder_parameters", comparison);
      GoldenWeights.fill(decoder, golden, "decoder.", "decoder_parameters", comparison);
      NDArray velocity = velocity(golden, decoder, golden.tensor("latent"));
      comparison.close("velocity", golden.tensor("velocity"), velocity, TOLERANCE);
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        NDArray encoded = encoder.forward(golden.tensor("image"), false);
        NDArray error = velocity(golden, decoder, encoded).sub(golden.tensor("target"));
        NDArray loss = error.square().mean();
        comparison.close("encoded", golden.tensor("encoded"), encoded, TOLERANCE);
        comparison.close("loss", golden.tensor("loss"), loss.reshape(1), TOLERANCE);
        collector.backward(loss);
      }
      double[] norms = golden.tensor("grad_norms").toDoubleArray();
      comparison.close(
          "grad_norms", norms, gradientNorms(golden, encoder, decoder), GRADIENT_TOLERANCE);
    }
  }

  static NDArray velocity(GoldenCase golden, NcsnppDecoder decoder, NDArray latent) {
    NDArray condition =
        golden.has("label")
            ? NDArrays.concat(new NDList(latent, golden.tensor("label")), 1)
            : latent;
    return decoder.forward(golden.tensor("xt"), golden.tensor("t"), condition, false);
  }

  private static double[] gradientNorms(GoldenCase golden, Network encoder, Network decoder) {
    List<Double> norms = new ArrayList<>();
    for (JsonElement element : golden.settings().getAsJsonArray("grad_norm_order")) {
      String[] name = element.getAsString().split("\\.", 2);
      Network network = name[0].equals("encoder") ? encoder : decoder;
      NDArray gradient = network.parameter(name[1]).getArray().getGradient();
      norms.add(Math.sqrt(gradient.square().sum().getFloat()));
    }
    return norms.stream().mapToDouble(v -> v).toArray();
  }

  static NcsnppSettings settings(GoldenCase golden) {
    JsonObject model = golden.settings().getAsJsonObject("model");
    return new NcsnppSettings(
        new NcsnppSettings.Image(golden.integer("channels"), golden.integer("image_size")),
        new NcsnppSettings.Levels(
            model.get("nf").getAsInt(),
            integers(model.get("ch_mult")),
            model.get("num_res_blocks").getAsInt(),
            integers(model.get("attn_resolutions"))),
        new NcsnppSettings.Blocks(
            model.get("dropout").getAsDouble(),
            model.get("skip_rescale").getAsBoolean(),
            model.get("init_scale").getAsDouble()),
        resampling(model),
        time(model),
        heads(golden));
  }

  private static NcsnppSettings.Resampling resampling(JsonObject model) {
    List<Integer> filter =
        model.get("fir").getAsBoolean() ? integers(model.get("fir_kernel")) : List.of();
    return new NcsnppSettings.Resampling(
        filter.stream().map(Integer::doubleValue).toList(),
        model.get("progressive_input").getAsString().equals("input_skip"),
        model.get("progressive").getAsString().equals("output_skip"));
  }

  private static NcsnppSettings.Time time(JsonObject model) {
    String embedding = model.get("embedding_type").getAsString().toUpperCase(Locale.ROOT);
    return new NcsnppSettings.Time(
        NcsnppSettings.Embedding.valueOf(embedding),
        model.get("fourier_scale").getAsDouble(),
        model.get("scale_by_sigma").getAsBoolean());
  }

  private static NcsnppSettings.Heads heads(GoldenCase golden) {
    JsonElement resolutions = golden.settings().get("latent_transformation_resolutions");
    return new NcsnppSettings.Heads(
        golden.integer("num_base_channels"),
        golden.integer("num_base_units"),
        resolutions.isJsonNull() ? List.of() : integers(resolutions));
  }

  private static List<Integer> integers(JsonElement array) {
    return StreamSupport.stream(array.getAsJsonArray().spliterator(), false)
        .map(JsonElement::getAsInt)
        .toList();
  }
}
