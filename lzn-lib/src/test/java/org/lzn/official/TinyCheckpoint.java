package org.lzn.official;

import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lzn.file.Pickle;
import org.lzn.nn.NcsnppDecoder;
import org.lzn.nn.NcsnppEncoder;
import org.lzn.nn.NcsnppSettings;
import org.lzn.nn.Network;
import org.lzn.tensor.SeededRandom;

/** A checkpoint of the authors' structure, of networks so small that a test can write many. */
public final class TinyCheckpoint {
  static final int LATENT = 2;
  static final NcsnppSettings SETTINGS =
      NcsnppSettings.cifar10()
          .withMultipliers(1)
          .withImage(1, 4)
          .withChannels(4)
          .withBlocks(1)
          .withAttention()
          .withHeads(1, 2);

  private TinyCheckpoint() {}

  /** Returns its dictionary, free to be changed: 2 epochs, 30 steps. */
  public static Map<String, Object> entries() {
    try (NDManager manager = NDManager.newBaseManager();
        NcsnppEncoder encoder = new NcsnppEncoder(SETTINGS, LATENT);
        NcsnppDecoder decoder = new NcsnppDecoder(SETTINGS, LATENT)) {
      encoder.initialize(manager, SeededRandom.of(1));
      decoder.initialize(manager, SeededRandom.of(2));
      return entries(encoder, decoder, 2, 30);
    }
  }

  /** Returns the dictionary of two networks; the averages are the weights themselves. */
  public static Map<String, Object> entries(
      Network encoder, Network decoder, int epoch, int iteration) {
    Map<String, Object> entries = new LinkedHashMap<>();
    Map<String, Object> first = named(encoder);
    Map<String, Object> second = named(decoder);
    entries.put("encoder", first);
    entries.put("decoder", second);
    entries.put("optimizer", Map.of());
    entries.put("epoch", epoch);
    entries.put("iteration", iteration);
    entries.put("encoder_ema", averages(encoder, first));
    entries.put("decoder_ema", averages(decoder, second));
    return entries;
  }

  private static Map<String, Object> named(Network network) {
    Map<String, Object> named = new LinkedHashMap<>();
    for (Parameter parameter : network.getParameters().values()) {
      named.put("model.module." + parameter.getName(), tensor(parameter));
    }
    return named;
  }

  private static Map<String, Object> averages(Network network, Map<String, Object> weights) {
    List<Object> shadows = new ArrayList<>();
    for (Parameter parameter : network.trainable()) {
      shadows.add(weights.get("model.module." + parameter.getName()));
    }
    Map<String, Object> ema = new LinkedHashMap<>();
    ema.put("num_updates", 30);
    ema.put("shadow_params", shadows);
    return ema;
  }

  private static Pickle.Tensor tensor(Parameter parameter) {
    return new Pickle.Tensor(parameter.getArray().toFloatArray(), parameter.getShape().getShape());
  }
}
