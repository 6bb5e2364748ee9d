package org.lzn.official;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lzn.file.Pickle;
import org.lzn.nn.NcsnppDecoder;
import org.lzn.nn.NcsnppEncoder;
import org.lzn.nn.ResNet;
import org.lzn.nn.ResNetSettings;
import org.lzn.tensor.SeededRandom;

class OfficialCheckpointTest {
  @TempDir Path folder;

  @Test
  void averagesByDefaultAndLastWeightsOnDemand() throws IOException {
    Map<String, Object> entries = TinyCheckpoint.entries();
    float[] averages = new float[16 * 6];
    shadows(entries).set(0, new Pickle.Tensor(averages, 16, 6));
    Path file = write("averages.pt", entries);
    try (NDManager manager = NDManager.newBaseManager();
        NcsnppEncoder encoder = new NcsnppEncoder(TinyCheckpoint.SETTINGS, TinyCheckpoint.LATENT);
        NcsnppDecoder decoder = new NcsnppDecoder(TinyCheckpoint.SETTINGS, TinyCheckpoint.LATENT);
        OfficialCheckpoint checkpoint = OfficialCheckpoint.open(file)) {
      encoder.initialize(manager, SeededRandom.of(7));
      decoder.initialize(manager, SeededRandom.of(8));
      checkpoint.copyTo(encoder, decoder);
      assertEquals(0, largest(decoder));
      assertTrue(decoder.parameter("all_modules.0.weight").requiresGradient());
      checkpoint.lastWeights().copyTo(encoder, decoder);
      assertNotEquals(0, largest(decoder));
    }
  }

  @Test
  void aReleaseIsKnownByItsShapesEpochAndIteration() throws IOException {
    Map<String, Object> encoder = new LinkedHashMap<>();
    try (ResNet network = new ResNet(ResNetSettings.ofDepth(50))) {
      float[] shared = new float[2048 * 2048];
      for (Parameter parameter : network.getParameters().values()) {
        long[] shape = parameter.getShape().getShape();
        encoder.put("model.module." + parameter.getName(), new Pickle.Tensor(shared, shape));
      }
    }
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("encoder", encoder);
    entries.put("epoch", 32_051);
    entries.put("iteration", 5_000_000);
    try (OfficialCheckpoint checkpoint = OfficialCheckpoint.open(write("resnet.pt", entries))) {
      assertEquals(OfficialRelease.IMAGENET, checkpoint.release().orElseThrow());
      assertEquals(256, checkpoint.latentDimension());
      assertFalse(checkpoint.hasDecoder());
      assertTrue(checkpoint.describe().contains("28,231,232"), checkpoint.describe());
    }
  }

  @Test
  void namesOfReleasesAreTheAuthors() {
    assertEquals(
        "lzn1/case_study_1_lsunbedroom/000000173-002050000.pt",
        OfficialRelease.LSUN_BEDROOM.file());
    assertEquals(List.of(), OfficialRelease.presentIn(folder));
    assertEquals(6, OfficialRelease.downloads().size());
  }

  private static float largest(NcsnppDecoder decoder) {
    return decoder.parameter("all_modules.0.weight").getArray().abs().max().getFloat();
  }

  @SuppressWarnings("unchecked")
  private static List<Object> shadows(Map<String, Object> entries) {
    return (List<Object>) ((Map<String, Object>) entries.get("decoder_ema")).get("shadow_params");
  }

  private Path write(String name, Map<String, Object> entries) throws IOException {
    return Files.write(folder.resolve(name), Pickle.of(entries).zip().bytes());
  }
}
