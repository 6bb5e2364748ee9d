package org.lzn.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.types.Shape;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.lzn.plot.ImageBatch;

class ColourHistogramTest {
  /** Levels -1, 0, 1: bin 9·red + 3·green + blue. */
  private static final ColourHistogram THREE = new ColourHistogram(3);

  @Test
  void aColourOnALevelIsInOneBin() {
    double[] features = of(1, -1, 0); // one pixel: red 1, green -1, blue 0
    double[] expected = new double[27];
    expected[2 * 9 + 0 * 3 + 1] = 1;
    assertArrayEquals(expected, features, 1e-6);
  }

  @Test
  void aColourBetweenLevelsIsSharedByDistance() {
    double[] features = of(1, -1, 0.25f);
    assertEquals(Math.sqrt(0.75), features[2 * 9 + 1], 1e-6);
    assertEquals(Math.sqrt(0.25), features[2 * 9 + 2], 1e-6);
  }

  @Test
  void sharesOfPixelsSumToOneWhereverTheyAre() {
    SplittableRandom random = new SplittableRandom(1);
    float[] pixels = new float[3 * 4];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextDouble(-1.2, 1.2); // what is outside counts as its end
    }
    double[] features = of(pixels);
    double sum = 0;
    for (double feature : features) {
      sum += feature * feature;
    }
    assertEquals(1, sum, 1e-5);
    float[] turned = new float[pixels.length];
    for (int c = 0; c < 3; c++) {
      for (int p = 0; p < 4; p++) {
        turned[4 * c + p] = pixels[4 * c + 3 - p];
      }
    }
    assertArrayEquals(features, of(turned), 1e-6);
  }

  private static double[] of(float... pixels) {
    Shape shape = new Shape(1, 3, 1, pixels.length / 3);
    return Features.of(THREE, new ImageBatch(pixels, shape)).rows(0, 1);
  }
}
