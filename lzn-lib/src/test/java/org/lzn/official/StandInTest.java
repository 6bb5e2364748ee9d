package org.lzn.official;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lzn.data.Datasets;
import org.lzn.file.Pickle;
import org.lzn.file.WholeFile;
import org.lzn.nn.NcsnppDecoder;
import org.lzn.nn.NcsnppEncoder;
import org.lzn.nn.NcsnppSettings;
import org.lzn.tensor.SeededRandom;

/**
 * The file that notebook 10 opens where no released checkpoint is: of their structure, untrained.
 * With {@code -Dlzn.standin=write} this test writes it.
 */
class StandInTest {
  private static final Path FILE = Datasets.find("official").resolve("stand-in/untrained.pt");
  private static final int LATENT = 16;

  private static NcsnppSettings settings() {
    return NcsnppSettings.cifar10()
        .withMultipliers(1, 2)
        .withChannels(8)
        .withBlocks(1)
        .withAttention()
        .withHeads(2, 8, 16);
  }

  @Test
  void theFileHoldsTheFirstWeightsOfSeedZero() throws IOException {
    try (NDManager manager = NDManager.newBaseManager();
        NcsnppEncoder encoder = new NcsnppEncoder(settings(), LATENT);
        NcsnppDecoder decoder = new NcsnppDecoder(settings(), LATENT);
        NcsnppDecoder copy = new NcsnppDecoder(settings(), LATENT)) {
      encoder.initialize(manager, SeededRandom.of(0).named("encoder"));
      decoder.initialize(manager, SeededRandom.of(0).named("decoder"));
      if ("write".equals(System.getProperty("lzn.standin"))) {
        Map<String, Object> entries = TinyCheckpoint.entries(encoder, decoder, 0, 0);
        WholeFile.write(FILE, out -> out.write(Pickle.of(entries).zip().bytes()));
      }
      copy.initialize(manager, SeededRandom.of(1));
      try (OfficialCheckpoint checkpoint = OfficialCheckpoint.open(FILE)) {
        assertEquals(LATENT, checkpoint.latentDimension());
        assertEquals(Optional.empty(), checkpoint.release());
        assertTrue(checkpoint.describe().contains("none of the released"), checkpoint.describe());
        checkpoint.copyTo(encoder, copy);
      }
      decoder.getParameters().values().stream()
          .forEach(
              p ->
                  assertArrayEquals(
                      p.getArray().toFloatArray(),
                      copy.parameter(p.getName()).getArray().toFloatArray(),
                      1e-6f,
                      p.getName()));
    }
    assertTrue(Files.size(FILE) < 500_000, "the stand-in is small");
  }
}
