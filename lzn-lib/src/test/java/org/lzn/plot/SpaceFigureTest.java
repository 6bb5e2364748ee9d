package org.lzn.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class SpaceFigureTest {
  private static ImageBatch pictures(float value) {
    float[] values = new float[2 * 3 * 64];
    Arrays.fill(values, value);
    return new ImageBatch(values, new Shape(2, 3, 8, 8));
  }

  /** Black pictures lie left and right of the middle, the sample of a type above it. */
  @Test
  void picturesLieInTheSpaceAndSamplesAround() throws IOException {
    SpaceFigure figure =
        pictures(-1)
            .space(new double[][] {{0, 5}, {10, 5}})
            .type("black", pictures(-1))
            .type("caption", "a caption that is longer than one line");
    BufferedImage png = ImageIO.read(new ByteArrayInputStream(figure.toPng()));
    int middle = png.getWidth() / 2;
    assertEquals(0xFF000000, png.getRGB(middle - 160, png.getHeight() / 2));
    assertEquals(0xFF000000, png.getRGB(middle + 160, png.getHeight() / 2));
    assertEquals(0xFFFFFFFF, png.getRGB(middle, png.getHeight() / 2));
    assertEquals(0xFF000000, png.getRGB(middle, 60));
    assertEquals(Set.of("image/png"), figure.forms().keySet());
    assertEquals("SpaceFigure: 2 pictures, types [black, caption]", figure.toString());
  }

  @Test
  void eachPictureHasAPoint() {
    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> pictures(0).space(new double[][] {{0, 0}}));
    assertTrue(e.getMessage().startsWith("2 pictures need as many points"), e.getMessage());
  }
}
