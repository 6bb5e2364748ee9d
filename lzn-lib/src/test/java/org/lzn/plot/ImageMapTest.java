package org.lzn.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageMapTest {
  private static final List<String> NAMES = List.of("shirt", "shoe");

  private static ImageMap map(int... classes) {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray images = manager.ones(new Shape(2, 1, 20, 20));
      return new ImageMap("two", images, new double[][] {{0, 1}, {2, 0}}, classes, NAMES);
    }
  }

  /** The first lies at the upper left, the second at the lower right. */
  @Test
  void imagesLieAtTheirPointsInTheColourOfTheirClass() {
    BufferedImage picture = map(0, 1).panel().backdrop().orElseThrow();
    int right = (int) (picture.getWidth() * 1.03 / 1.06);
    int bottom = (int) (picture.getHeight() * 1.03 / 1.06);
    assertEquals(
        Palette.of(0).getRGB(),
        picture.getRGB(picture.getWidth() - right, picture.getHeight() - bottom));
    assertEquals(Palette.of(1).getRGB(), picture.getRGB(right, bottom));
    assertEquals(0xFFFFFFFF, picture.getRGB(right, picture.getHeight() - bottom));
  }

  @Test
  void theLegendNamesTheClassesThatAreThere() {
    List<Series> series = map(1, 1).panel().series();
    assertEquals(List.of("shoe"), series.stream().map(Series::name).toList());
    assertEquals("ImageMap \"two\": 2 images of 1 classes", map(1, 1).toString());
  }

  @Test
  void eachImageHasAPointAndAClass() {
    assertEquals(
        "2 images need as many points and classes, got 2 and 1",
        assertThrows(IllegalArgumentException.class, () -> map(1)).getMessage());
  }
}
