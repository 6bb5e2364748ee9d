package org.lzn.nn;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.training.GradientCollector;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lzn.tensor.Draws;

/**
 * Golden cases of kind "network": an encoder and a decoder of NCSN++, their outputs, the loss and
 * the norm of its gradient for every parameter.
 */
public final class NetworkGolden {
  /** Largest allowed error of outputs and loss. */
  public static final double TOLERANCE = 1e-4;

  /** Largest allowed error of the gradients' norms. */
  public static final double GRADIENT_TOLERANCE = 1e-3;

  private final GoldenCase golden;

  private NetworkGolden(GoldenCase golden) {
    this.golden = golden;
  }

  /**
   * Runs a case.
   *
   * @param folder the case's folder
   * @return by name of the output, max abs difference / max(1, max abs expected)
   */
  public static Map<String, Double> errors(Path folder) throws IOException {
    try (NDManager manager = NDManager.newBaseManager();
        NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      return new NetworkGolden(new GoldenCase(manager, folder)).run(manager);
    }
  }

  private Map<String, Double> run(NDManager manager) {
    NcsnppSettings settings = settings();
    int latent = golden.integer("latent_dim");
    int condition = latent + golden.integer("num_classes");
    try (NcsnppEncoder encoder = new NcsnppEncoder(settings, latent);
        NcsnppDecoder decoder = new NcsnppDecoder(settings, condition)) {
      golden.sameParameters("encoder_parameters", encoder);
      golden.sameParameters("decoder_parameters", decoder);
      encoder.initialize(manager, Draws.of(0));
      decoder.initialize(manager, Draws.of(0));
      GoldenWeights.fill(encoder, manager, "encoder.");
      GoldenWeights.fill(decoder, manager, "decoder.");
      golden.compare("velocity", velocity(decoder, golden.array("latent")));
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        NDArray encoded = encoder.forward(golden.array("image"), false);
        NDArray loss = velocity(decoder, encoded).sub(golden.array("target")).square().mean();
        golden.compare("encoded", encoded);
        golden.compare("loss", loss.reshape(1));
        collector.backward(loss);
      }
      golden.compare("grad_norms", gradientNorms(manager, encoder, decoder));
    }
    return golden.errors;
  }

  private NDArray velocity(NcsnppDecoder decoder, NDArray latent) {
    NDArray label = golden.array("label");
    NDArray condition = label == null ? latent : NDArrays.concat(new NDList(latent, label), 1);
    return decoder.forward(golden.array("xt"), golden.array("t"), condition, false);
  }

  private NDArray gradientNorms(NDManager manager, Network encoder, Network decoder) {
    List<Double> norms = new ArrayList<>();
    for (JsonElement element : golden.json.getAsJsonArray("grad_norm_order")) {
      String[] name = element.getAsString().split("\\.", 2);
      Network network = name[0].equals("encoder") ? encoder : decoder;
      NDArray gradient = network.parameter(name[1]).getArray().getGradient();
      norms.add(Math.sqrt(gradient.square().sum().getFloat()));
    }
    return manager.create(norms.stream().mapToDouble(v -> v).toArray());
  }

  private NcsnppSettings settings() {
    JsonObject model = golden.json.getAsJsonObject("model");
    return new NcsnppSettings(
        new NcsnppSettings.Image(golden.integer("channels"), golden.integer("image_size")),
        new NcsnppSettings.Levels(
            model.get("nf").getAsInt(),
            GoldenCase.integers(model.get("ch_mult")),
            model.get("num_res_blocks").getAsInt(),
            GoldenCase.integers(model.get("attn_resolutions"))),
        new NcsnppSettings.Blocks(
            model.get("dropout").getAsDouble(),
            model.get("skip_rescale").getAsBoolean(),
            model.get("init_scale").getAsDouble()),
        resampling(model),
        time(model),
        heads());
  }

  private static NcsnppSettings.Resampling resampling(JsonObject model) {
    List<Double> filter =
        model.get("fir").getAsBoolean()
            ? GoldenCase.integers(model.get("fir_kernel")).stream()
                .map(Integer::doubleValue)
                .toList()
            : List.of();
    return new NcsnppSettings.Resampling(
        filter,
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

  private NcsnppSettings.Heads heads() {
    JsonElement resolutions = golden.json.get("latent_transformation_resolutions");
    return new NcsnppSettings.Heads(
        golden.integer("num_base_channels"),
        golden.integer("num_base_units"),
        resolutions.isJsonNull() ? List.of() : GoldenCase.integers(resolutions));
  }
}
