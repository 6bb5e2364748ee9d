package org.lzn.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lzn.file.BadFileException;
import org.lzn.file.Checksums;
import org.lzn.plot.ImageBatch;

/** The way to and from the network, with a small file that has the public one's outline. */
class InceptionV3Test {
  private static final String METHODS =
      """
        def forward(self: __torch__.F,
          img: Tensor,
          return_features: bool=False,
          use_fp16: bool=False,
          no_output_bias: bool=False) -> Tensor:
          means = torch.mean(img, [2, 3])
          if return_features:
            y = means
          else:
            if no_output_bias:
              y = torch.softmax(means, 1)
            else:
              y = torch.softmax(torch.add(means, 1000), 0)
          return y
      """;

  private static final List<String> LAYERS =
      List.of(
          "conv_1", "conv_2", "pool0", "conv_3", "conv_4", "pool1", "mixed", "mixed_1", "mixed_2",
          "mixed_3", "mixed_4", "mixed_5");

  @TempDir Path folder;

  private static final ImageBatch IMAGES =
      new ImageBatch(
          new float[] {-1, -1, -1, -1, 1, 1, 1, 1, 0, 0, 0, 0.001f}, new Shape(1, 3, 2, 2));

  private Path file() throws IOException {
    TorchScriptFile.Module add = TorchScriptFile.Module.of("Add");
    TorchScriptFile.Module mixed = TorchScriptFile.Module.of("Mixed").with("conv", add);
    TorchScriptFile.Module layers = TorchScriptFile.Module.of("Layers");
    layers.with("conv", TorchScriptFile.Module.of("Triple"));
    for (String name : LAYERS) {
      layers.with(name, add);
    }
    layers.with("mixed_6", mixed);
    TorchScriptFile.Module whole = TorchScriptFile.Module.of("F").with("layers", layers);
    String source =
        TorchScriptFile.declare(add)
            + "  def forward(self: __torch__.Add, x: Tensor) -> Tensor:\n"
            + "    return torch.add(x, 1)\n"
            + TorchScriptFile.declare(TorchScriptFile.Module.of("Triple"))
            + "  def forward(self: __torch__.Triple, x: Tensor) -> Tensor:\n"
            + "    return torch.cat([x, x, x], 1)\n"
            + TorchScriptFile.declare(mixed)
            + TorchScriptFile.declare(layers)
            + TorchScriptFile.declare(whole)
            + METHODS;
    return TorchScriptFile.write(folder.resolve(InceptionV3.FILE), source, whole);
  }

  private InceptionV3 load(ImageResize resize) throws IOException {
    Path file = file();
    return InceptionV3.load(file, Checksums.of(file), resize);
  }

  @Test
  void pixelsReachTheNetworkAsBytes() throws IOException {
    try (InceptionV3 inception = load(ImageResize.CLEAN)) {
      double[] features = Features.of(inception, IMAGES).rows(0, 1);
      assertArrayEquals(new double[] {0, 255, 128}, features, 1e-3);
      assertEquals("Inception v3, clean-fid resizing", inception.name());
    }
  }

  @Test
  void greyImagesHaveThreeEqualChannels() throws IOException {
    ImageBatch grey = new ImageBatch(new float[] {0.2f, 0.2f}, new Shape(1, 1, 1, 2));
    try (InceptionV3 inception = load(ImageResize.NONE)) {
      assertArrayEquals(new double[] {153, 153, 153}, Features.of(inception, grey).rows(0, 1));
    }
  }

  @Test
  void probabilitiesAreWithoutTheOutputsBias() throws IOException {
    try (InceptionV3 inception = load(ImageResize.TENSORFLOW)) {
      Features probabilities = Features.of(inception.probabilities(), IMAGES);
      assertArrayEquals(new double[] {0, 1, 0}, probabilities.rows(0, 1), 1e-6);
    }
  }

  @Test
  void spatialFeaturesAreSevenChannelsOfTheIntermediateLayer() throws IOException {
    for (ImageResize resize : ImageResize.values()) {
      try (InceptionV3 inception = load(resize)) {
        Features features = Features.of(inception.spatial(), IMAGES);
        int plane = 299 * 299;
        assertEquals(7 * plane, features.width());
        double[] row = features.rows(0, 1);
        double[] ends = {row[0], row[plane], row[2 * plane], row[3 * plane], row[7 * plane - 1]};
        // (byte - 128) / 128, three times over, plus one for each of the 13 layers behind
        assertArrayEquals(new double[] {12, 13 + 127 / 128., 13, 12, 12}, ends, 1e-4);
      }
    }
  }

  @Test
  void anotherFileIsRefused() throws IOException {
    Path file = file();
    BadFileException error =
        assertThrows(
            BadFileException.class,
            () -> InceptionV3.load(file, InceptionV3.SHA256, ImageResize.CLEAN));
    assertTrue(error.getMessage().contains("expected SHA-256 " + InceptionV3.SHA256));
  }

  @Test
  void missingFileNamesItsHomeAndFolder() {
    Path file = folder.resolve("none").resolve(InceptionV3.FILE);
    BadFileException error =
        assertThrows(
            BadFileException.class,
            () -> InceptionV3.load(file, InceptionV3.SHA256, ImageResize.CLEAN));
    assertEquals(
        file
            + ": expected a TorchScript network, got no such file. Download "
            + InceptionV3.HOME
            + " (96 MB) into the folder "
            + file.getParent()
            + ".",
        error.getMessage());
    assertEquals(1, error.getMessage().lines().count());
  }
}
