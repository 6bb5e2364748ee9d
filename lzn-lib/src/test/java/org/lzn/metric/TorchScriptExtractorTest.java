package org.lzn.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lzn.file.BadFileException;
import org.lzn.file.Checksums;
import org.lzn.plot.ImageBatch;

class TorchScriptExtractorTest {
  private static final ImageBatch GREY =
      new ImageBatch(new float[] {1, 1, 1, 1, -1, 0, 0, 1}, new Shape(2, 1, 2, 2));

  @TempDir Path folder;

  /** A network whose features are the mean and the largest pixel of each channel. */
  private Path network() throws IOException {
    TorchScriptFile.Module module = TorchScriptFile.Module.of("F");
    String source =
        TorchScriptFile.declare(module)
            + "  def forward(self: __torch__.F, x: Tensor) -> Tensor:\n"
            + "    return torch.cat([torch.mean(x, [2, 3]), torch.amax(x, [2, 3])], 1)\n";
    return TorchScriptFile.write(folder.resolve("net.pt"), source, module);
  }

  @Test
  void featuresAreTheNetworksOfPreparedImages() throws IOException {
    Path file = network();
    Preparation preparation =
        Preparation.colour(2)
            .withResize(ImageResize.NONE)
            .withMean(0, 0.5, 0)
            .withDeviation(1, 0.5, 1. / 255);
    try (TorchScriptExtractor extractor = TorchScriptExtractor.load("mine", file, preparation)) {
      Features features = Features.of(extractor, GREY);
      assertArrayEquals(new double[] {1, 1, 255, 1, 1, 255}, features.rows(0, 1), 1e-4);
      assertArrayEquals(new double[] {0.5, 0, 127.5, 1, 1, 255}, features.rows(1, 2), 1e-4);
      assertEquals("mine", extractor.name());
      assertEquals(Checksums.of(file), extractor.checksum());
    }
  }

  @Test
  void unitLength() throws IOException {
    Preparation preparation = Preparation.clip(8);
    try (TorchScriptExtractor extractor =
        TorchScriptExtractor.load("clip", network(), preparation).withUnitLength()) {
      double[] row = Features.of(extractor, GREY).rows(1, 2);
      double square = 0;
      for (double value : row) {
        square += value * value;
      }
      assertEquals(1, square, 1e-6);
    }
  }

  @Test
  void badFilesAreNamed() throws IOException {
    Path missing = folder.resolve("none.pt");
    Preparation colour = Preparation.colour(2);
    BadFileException error =
        assertThrows(
            BadFileException.class, () -> TorchScriptExtractor.load("mine", missing, colour));
    assertEquals(
        missing
            + ": expected a TorchScript network, got no such file. Give the path of a file that"
            + " torch.jit.save wrote; datasets/models/README.md says more.",
        error.getMessage());
    Path text = Files.writeString(folder.resolve("text.pt"), "no network");
    error =
        assertThrows(BadFileException.class, () -> TorchScriptExtractor.load("mine", text, colour));
    assertTrue(error.getMessage().startsWith(text + ": expected a TorchScript network, got "));
    assertEquals(1, error.getMessage().lines().count());
  }

  @Test
  void onlyInceptionIsCalledInception() throws IOException {
    Path file = network();
    assertThrows(
        IllegalArgumentException.class,
        () -> TorchScriptExtractor.load("Inception-like", file, Preparation.colour(2)));
  }

  @Test
  void channelsMustFit() throws IOException {
    ImageBatch two = new ImageBatch(new float[8], new Shape(1, 2, 2, 2));
    try (TorchScriptExtractor extractor =
        TorchScriptExtractor.load("mine", network(), Preparation.colour(2))) {
      IllegalArgumentException error =
          assertThrows(IllegalArgumentException.class, () -> Features.of(extractor, two));
      assertEquals("images must have 3 channels, or 1, got (1, 2, 2, 2)", error.getMessage());
    }
  }
}
