package org.lzn.nn;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * Golden cases of kind "network": an encoder and a decoder of NCSN++, their outputs, the loss and
 * the norm of its gradient for every parameter.
 */
public final class NetworkGolden {
  /** Largest allowed error of outputs and loss. */
  public static final double TOLERANCE = 1e-4;

  /** Largest allowed error of the gradients' norms. */
  public static final double GRADIENT_TOLERANCE = 1e-3;

  private final JsonObject json;
  private final Map<String, NDArray> expected = new HashMap<>();

  private NetworkGolden(NDManager manager, Path folder) throws IOException {
    json = new Gson().fromJson(Files.readString(folder.resolve("case.json")), JsonObject.class);
    try (InputStream in = Files.newInputStream(folder.resolve("tensors.safetensors"))) {
      NDList.decode(manager, in).forEach(array -> expected.put(array.getName(), array));
    }
    expected.values().forEach(array -> array.setName(null));
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
      return new NetworkGolden(manager, folder).run(manager);
    }
  }

  private Map<String, Double> run(NDManager manager) {
    NcsnppSettings settings = settings();
    int latent = json.get("latent_dim").getAsInt();
    int classes = json.get("num_classes").getAsInt();
    NcsnppEncoder encoder = new NcsnppEncoder(settings, latent);
    NcsnppDecoder decoder = new NcsnppDecoder(settings, latent + classes);
    sameParameters("encoder_parameters", encoder);
    sameParameters("decoder_parameters", decoder);
    Map<String, Double> errors = new LinkedHashMap<>();
    try (encoder;
        decoder) {
      for (Network network : List.of(encoder, decoder)) {
        network.initialize(manager, org.lzn.tensor.Draws.of(0));
        GoldenWeights.fill(network, manager, network == encoder ? "encoder." : "decoder.");
      }
      compare(errors, "velocity", velocity(decoder, expected.get("latent")));
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        NDArray encoded = encoder.forward(expected.get("image"), false);
        NDArray difference = velocity(decoder, encoded).sub(expected.get("target"));
        NDArray loss = difference.mul(difference).mean();
        compare(errors, "encoded", encoded);
        compare(errors, "loss", loss.reshape(1));
        collector.backward(loss);
      }
      compare(errors, "grad_norms", gradientNorms(manager, encoder, decoder));
    }
    return errors;
  }

  private NDArray velocity(NcsnppDecoder decoder, NDArray latent) {
    NDArray label = expected.get("label");
    NDArray condition = label == null ? latent : NDArrays.concat(new NDList(latent, label), 1);
    return decoder.forward(expected.get("xt"), expected.get("t"), condition, false);
  }

  private NDArray gradientNorms(NDManager manager, Network encoder, Network decoder) {
    List<Double> norms = new ArrayList<>();
    for (JsonElement element : json.getAsJsonArray("grad_norm_order")) {
      String[] name = element.getAsString().split("\\.", 2);
      Network network = name[0].equals("encoder") ? encoder : decoder;
      NDArray gradient = network.parameter(name[1]).getArray().getGradient();
      norms.add(Math.sqrt(gradient.square().sum().getFloat()));
    }
    return manager.create(norms.stream().mapToDouble(v -> v).toArray());
  }

  private void compare(Map<String, Double> errors, String name, NDArray actual) {
    NDArray wanted = expected.get(name);
    double[] a = numbers(actual);
    double[] b = numbers(wanted);
    if (!actual.getShape().equals(wanted.getShape())) {
      throw new AssertionError(name + ": " + actual.getShape() + " for " + wanted.getShape());
    }
    double largest = 0;
    double scale = 1;
    for (int i = 0; i < a.length; i++) {
      double difference = Math.abs(a[i] - b[i]);
      largest = Double.isNaN(difference) ? Double.NaN : Math.max(largest, difference);
      scale = Math.max(scale, Math.abs(b[i]));
    }
    errors.put(name, largest / scale);
  }

  private static double[] numbers(NDArray array) {
    Number[] numbers = array.toArray();
    double[] values = new double[numbers.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = numbers[i].doubleValue();
    }
    return values;
  }

  private void sameParameters(String key, Network network) {
    List<String> wanted = new ArrayList<>();
    for (JsonElement entry : json.getAsJsonArray(key)) {
      JsonArray pair = entry.getAsJsonArray();
      wanted.add(pair.get(0).getAsString() + " " + integers(pair.get(1)));
    }
    List<String> actual = new ArrayList<>();
    for (Parameter parameter : network.getParameters().values()) {
      List<Integer> shape = new ArrayList<>();
      for (long size : parameter.getShape().getShape()) {
        shape.add(Math.toIntExact(size));
      }
      actual.add(parameter.getName() + " " + shape);
    }
    if (!actual.equals(wanted)) {
      throw new AssertionError(key + ": expected " + wanted + ", got " + actual);
    }
  }

  private NcsnppSettings settings() {
    JsonObject model = json.getAsJsonObject("model");
    List<Double> filter =
        model.get("fir").getAsBoolean()
            ? integers(model.get("fir_kernel")).stream().map(Integer::doubleValue).toList()
            : List.of();
    JsonElement resolutions = json.get("latent_transformation_resolutions");
    return new NcsnppSettings(
        new NcsnppSettings.Image(integer(json, "channels"), integer(json, "image_size")),
        new NcsnppSettings.Levels(
            integer(model, "nf"),
            integers(model.get("ch_mult")),
            integer(model, "num_res_blocks"),
            integers(model.get("attn_resolutions"))),
        new NcsnppSettings.Blocks(
            model.get("dropout").getAsDouble(),
            model.get("skip_rescale").getAsBoolean(),
            model.get("init_scale").getAsDouble()),
        new NcsnppSettings.Resampling(
            filter,
            model.get("progressive_input").getAsString().equals("input_skip"),
            model.get("progressive").getAsString().equals("output_skip")),
        new NcsnppSettings.Time(
            NcsnppSettings.Embedding.valueOf(
                model.get("embedding_type").getAsString().toUpperCase(java.util.Locale.ROOT)),
            model.get("fourier_scale").getAsDouble(),
            model.get("scale_by_sigma").getAsBoolean()),
        new NcsnppSettings.Heads(
            integer(json, "num_base_channels"),
            integer(json, "num_base_units"),
            resolutions.isJsonNull() ? List.of() : integers(resolutions)));
  }

  private static int integer(JsonObject object, String key) {
    return object.get(key).getAsInt();
  }

  private static List<Integer> integers(JsonElement array) {
    return StreamSupport.stream(array.getAsJsonArray().spliterator(), false)
        .map(JsonElement::getAsInt)
        .toList();
  }
}
