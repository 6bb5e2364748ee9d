package org.lzn.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ImageGridTest {
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  static BufferedImage decode(byte[] png) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  private NDArray images(Shape shape, float... values) {
    return manager.create(values, shape);
  }

  @Test
  void minusOneIsBlackAndOneIsWhite() throws IOException {
    NDArray images = images(new Shape(5, 1, 1, 1), -1, 1, 0, -3, 3);
    BufferedImage png = decode(ImageGrid.of(images).columns(5).cell(1).toPng());
    assertEquals(BufferedImage.TYPE_BYTE_GRAY, png.getType());
    int[] expected = {0, 255, 128, 0, 255};
    for (int i = 0; i < 5; i++) {
      assertEquals(expected[i], png.getRaster().getSample(3 + 4 * i, 3, 0), "image " + i);
    }
  }

  @Test
  void channelsAreRedGreenBlue() throws IOException {
    NDArray images = images(new Shape(1, 3, 1, 2), 1, -1, -1, 1, -1, 0);
    BufferedImage png = decode(ImageGrid.of(images).cell(2).toPng());
    assertEquals(0xFFFF0000, png.getRGB(3, 3));
    assertEquals(0xFF00FF80, png.getRGB(4, 3));
  }

  @Test
  void smallImagesGrowByWholeFactorsAndLargeOnesAreAveraged() throws IOException {
    NDArray small = manager.zeros(new Shape(64, 1, 28, 28));
    BufferedImage grid = decode(ImageGrid.of(small).columns(8).toPng());
    assertEquals(3 + 8 * (56 + 3), grid.getWidth());
    assertEquals(3 + 8 * (56 + 3), grid.getHeight());
    NDArray large = images(new Shape(1, 1, 2, 2), -1, 1, 1, 1);
    BufferedImage mean = decode(ImageGrid.of(large).cell(1).toPng());
    assertEquals(191, mean.getRaster().getSample(3, 3, 0)); // (0 + 3 · 255) / 4
    assertEquals(7, mean.getWidth());
  }

  @Test
  void rowsStandBelowOneAnotherWithRoomForLabels() throws IOException {
    NDArray black = manager.ones(new Shape(3, 1, 4, 4)).neg();
    ImageGrid grid = ImageGrid.rows().add("", black).add("", black.neg()).cell(4);
    BufferedImage plain = decode(grid.toPng());
    assertEquals(0, plain.getRaster().getSample(3, 3, 0));
    assertEquals(255, plain.getRaster().getSample(3, 10, 0));
    BufferedImage labelled =
        decode(ImageGrid.rows().add("RF", black).add("LZN", black).cell(4).toPng());
    assertTrue(labelled.getWidth() > plain.getWidth());
    assertEquals(plain.getHeight(), labelled.getHeight());
    BufferedImage captioned = decode(grid.captions("a", "b", "c").title("t").toPng());
    assertTrue(captioned.getHeight() > plain.getHeight());
  }

  @Test
  void theNotebookGetsOnlyThePicture() {
    NDArray images = manager.zeros(new Shape(1, 1, 2, 2));
    assertEquals(Set.of("image/png"), ImageGrid.of(images).forms().keySet());
  }

  @Test
  void pixelsOutliveTheArray() throws IOException {
    NDArray images = manager.ones(new Shape(1, 1, 1, 1));
    ImageGrid grid = ImageGrid.of(images).cell(1);
    images.close();
    assertEquals(255, decode(grid.toPng()).getRaster().getSample(3, 3, 0));
  }

  @Test
  void wrongInputIsNamed() {
    NDArray flat = manager.zeros(new Shape(2, 784));
    Exception e = assertThrows(IllegalArgumentException.class, () -> ImageGrid.of(flat));
    assertEquals("images must be (n, 1, H, W) or (n, 3, H, W), got (2, 784)", e.getMessage());
    NDArray nan = images(new Shape(1, 1, 1, 2), 0, Float.NaN);
    assertThrows(IllegalArgumentException.class, () -> ImageGrid.of(nan));
    NDArray none = manager.zeros(new Shape(0, 1, 2, 2));
    assertThrows(IllegalArgumentException.class, () -> ImageGrid.of(none));
    ImageGrid rows = ImageGrid.rows().add("a", manager.zeros(new Shape(1, 1, 2, 2)));
    NDArray other = manager.zeros(new Shape(1, 3, 2, 2));
    assertThrows(IllegalArgumentException.class, () -> rows.add("b", other));
    assertThrows(IllegalArgumentException.class, () -> rows.columns(2).columns(0));
    assertThrows(IllegalArgumentException.class, () -> ImageGrid.rows().toPng());
  }
}
