package org.lzn.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lzn.file.BadFileException;
import org.lzn.file.Checksums;
import org.lzn.plot.ImageBatch;

/** The way to the network, with a small file in its place. */
public class DinoV2Test {
  @TempDir Path folder;

  /** Writes a network whose "class token" is the mean and the largest value of each channel. */
  public static Path standIn(Path file) throws IOException {
    TorchScriptFile.Module module = TorchScriptFile.Module.of("F");
    String source =
        TorchScriptFile.declare(module)
            + "  def forward(self: __torch__.F, x: Tensor) -> Tensor:\n"
            + "    pixels = torch.sum(torch.ones_like(x), [1, 2, 3])\n"
            + "    size = torch.unsqueeze(pixels, 1)\n"
            + "    return torch.cat([torch.mean(x, [2, 3]), torch.amax(x, [2, 3]), size], 1)\n";
    return TorchScriptFile.write(file, source, module);
  }

  @Test
  void imagesAreResizedAndNormalisedAsThePaperDoes() throws IOException {
    Path file = standIn(folder.resolve("dinov2.pt"));
    float[] pixels = new float[2 * 4 * 4];
    Arrays.fill(pixels, 0, 16, 1); // a white image
    Arrays.fill(pixels, 16, 32, 0.001f); // a grey one, byte 128
    try (DinoV2 network = DinoV2.load(file)) {
      Features features = Features.of(network, new ImageBatch(pixels, new Shape(2, 1, 4, 4)));
      double[] white = {(1 - 0.485) / 0.229, (1 - 0.456) / 0.224, (1 - 0.406) / 0.225};
      double[] row = features.rows(0, 1);
      assertArrayEquals(white, Arrays.copyOf(row, 3), 1e-4);
      assertEquals(3 * 224 * 224, row[6]);
      assertEquals((128 / 255. - 0.485) / 0.229, features.rows(1, 2)[0], 1e-4);
      assertEquals("DINOv2, file " + Checksums.of(file).substring(0, 12), network.name());
      assertEquals(Checksums.of(file), network.checksum());
    }
  }

  /**
   * Pillow 13.0.0 makes bytes with this sum of the image; without rounding and cutting off between
   * the axes the mean would be larger by 0.12.
   */
  @Test
  void resizedPixelsAreThoseOfPillow() throws IOException {
    float[] pixels = new float[16];
    for (int i = 0; i < 16; i++) {
      pixels[i] = (37 * i * i + 11 * i) % 256 / 127.5f - 1;
    }
    try (DinoV2 network = DinoV2.load(standIn(folder.resolve("dinov2.pt")))) {
      double[] row = Features.of(network, new ImageBatch(pixels, new Shape(1, 1, 4, 4))).rows(0, 1);
      double mean = 255 * (0.485 + 0.229 * row[0]);
      assertEquals(6_673_297 / (224. * 224), mean, 0.01);
    }
  }

  /** The cubic filter overshoots at an edge; a saved image cannot. */
  @Test
  void resizedImagesStayWithinWhatBytesCanHold() throws IOException {
    float[] edge = new float[3 * 8 * 8];
    for (int i = 0; i < edge.length; i++) {
      edge[i] = i % 8 < 4 ? -1 : 1;
    }
    try (DinoV2 network = DinoV2.load(standIn(folder.resolve("dinov2.pt")))) {
      double[] row = Features.of(network, new ImageBatch(edge, new Shape(1, 3, 8, 8))).rows(0, 1);
      assertEquals((1 - 0.485) / 0.229, row[3], 1e-4);
      assertEquals((0.5 - 0.485) / 0.229, row[0], 1e-2);
    }
  }

  @Test
  void aNamedFileThatIsMissingIsAFault() {
    Path missing = folder.resolve("none.pt");
    System.setProperty("lzn.dinov2", missing.toString());
    try {
      BadFileException error = assertThrows(BadFileException.class, DinoV2::find);
      assertTrue(error.getMessage().startsWith(missing + ": expected a TorchScript network, got"));
    } finally {
      System.clearProperty("lzn.dinov2");
    }
  }
}
