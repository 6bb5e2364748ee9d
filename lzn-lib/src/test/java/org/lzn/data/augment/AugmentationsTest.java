package org.lzn.data.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.lzn.data.Augmentation;
import org.lzn.data.ImageDataset;
import org.lzn.data.MemoryImages;
import org.lzn.data.Picture;
import org.lzn.data.View;

class AugmentationsTest {
  private static final Picture COLOUR = picture(3, 9, 11);
  private static final Picture GREY = picture(1, 9, 11);

  @Test
  void identityParametersLeaveThePictureAlone() {
    assertEqual(COLOUR, Colours.brightness(COLOUR, 1));
    assertEqual(COLOUR, Colours.contrast(COLOUR, 1));
    assertEqual(COLOUR, Colours.saturation(COLOUR, 1));
    assertEqual(COLOUR, Colours.hue(COLOUR, 0));
    assertSame(COLOUR, new ColourJitter(0, 0, 0, 0).apply(COLOUR, random(1)));
    assertEqual(COLOUR, new GaussianBlur(1, 1, 1).apply(COLOUR, random(1)));
    assertEqual(COLOUR, new GaussianBlur(23, 0.01, 0.01).apply(COLOUR, random(1)));
    // A crop of the whole area at its own size: nine columns of nine rows fit only as they are.
    Picture square = picture(3, 9, 9);
    assertEqual(square, new RandomResizedCrop(9, 1).apply(square, random(1)));
  }

  @Test
  void brightnessScalesLightAndCutsOff() {
    Picture light = pixel(0.2, 0.5, 0.9);
    assertColour(Colours.brightness(light, 1.2), 0.24, 0.6, 1);
    assertColour(Colours.brightness(light, 0), 0, 0, 0);
  }

  @Test
  void contrastMovesFromTheMeanGrey() {
    Picture two = new Picture(new float[] {-0.5f, 0.5f}, 1, 1, 2);
    assertArrayEquals(new float[] {-0.25f, 0.25f}, Colours.contrast(two, 0.5).values(), 1e-6f);
    assertArrayEquals(new float[] {-1, 1}, Colours.contrast(two, 3).values(), 1e-6f);
    float grey = (float) (0.299 * 0.2 + 0.587 * 0.5 + 0.114 * 0.9);
    assertColour(Colours.contrast(pixel(0.2, 0.5, 0.9), 0), grey, grey, grey);
  }

  @Test
  void saturationMovesFromTheGreyOfEachPixel() {
    double grey = 0.299 * 0.2 + 0.587 * 0.5 + 0.114 * 0.9;
    assertColour(Colours.saturation(pixel(0.2, 0.5, 0.9), 0), grey, grey, grey);
    assertColour(Colours.grey(pixel(0.2, 0.5, 0.9)), grey, grey, grey);
    double half = 0.5;
    assertColour(
        Colours.saturation(pixel(0.2, 0.5, 0.9), half),
        (0.2 + grey) / 2,
        (0.5 + grey) / 2,
        (0.9 + grey) / 2);
    Picture equal = pixel(0.3, 0.3, 0.3);
    assertEqual(equal, Colours.grey(equal));
    assertEqual(GREY, Colours.grey(GREY));
    assertEqual(GREY, Colours.saturation(GREY, 0.3));
  }

  @Test
  void hueTurnsTheColourCircle() {
    assertColour(Colours.hue(pixel(0.2, 0.5, 0.9), 1.0 / 3), 0.9, 0.2, 0.5);
    assertColour(Colours.hue(pixel(1, 0, 0), 0.5), 0, 1, 1);
    assertColour(Colours.hue(pixel(1, 0, 0), 1.0 / 12), 1, 0.5, 0);
    assertEqual(COLOUR, Colours.hue(COLOUR, 1));
    assertEqual(COLOUR, Colours.hue(COLOUR, -1));
    assertEqual(COLOUR, Colours.hue(Colours.hue(COLOUR, 0.37), -0.37));
    assertEqual(GREY, Colours.hue(GREY, 0.3));
    assertEqual(pixel(0.4, 0.4, 0.4), Colours.hue(pixel(0.4, 0.4, 0.4), 0.3));
  }

  @Test
  void blurIsTheGaussianAndKeepsTheMean() {
    float[] impulse = new float[31 * 31];
    impulse[15 * 31 + 15] = 1;
    Picture spread =
        new GaussianBlur(23, 1.5, 1.5).apply(new Picture(impulse, 1, 31, 31), random(1));
    double sum = 0;
    for (float value : spread.values()) {
      sum += value;
    }
    assertEquals(1, sum, 1e-5);
    double peak = spread.values()[15 * 31 + 15];
    double expected = peak * Math.exp(-(2 * 2 + 3 * 3) / (2 * 1.5 * 1.5));
    assertEquals(expected, spread.values()[17 * 31 + 12], 1e-7);
    float[] flat = new float[3 * 5 * 4];
    Arrays.fill(flat, 0.3f);
    Picture constant = new Picture(flat, 3, 5, 4);
    // The kernel is wider than the picture: mirrored more than once.
    assertEqual(constant, new GaussianBlur(23, 2, 2).apply(constant, random(1)));
  }

  @Test
  void beyondItsEdgeThePictureIsMirroredWithoutTheEdge() {
    Picture row = new Picture(new float[] {1, 0, 0, 0}, 1, 1, 4);
    float[] blurred = new GaussianBlur(3, 1, 1).apply(row, random(1)).values();
    double side = Math.exp(-0.5) / (1 + 2 * Math.exp(-0.5));
    assertEquals(1 - 2 * side, blurred[0], 1e-6);
    assertEquals(side, blurred[1], 1e-6);
    assertEquals(0, blurred[2], 1e-6);
  }

  @Test
  void cropsAreSquaresOfAsMuchAreaAsAllowed() {
    Picture ramp = ramp(60, 90);
    double smallest = 1;
    double sum = 0;
    for (int seed = 0; seed < 400; seed++) {
      Picture crop = new RandomResizedCrop(16, 0.3).apply(ramp, random(seed));
      assertEquals(new Shape(2, 16, 16), crop.shape());
      // The values are the coordinates, so that their spread is the crop's height and width.
      double height = (crop.values()[15 * 16] - crop.values()[0]) * 16 / 15;
      double width = (crop.values()[256 + 15] - crop.values()[256]) * 16 / 15;
      double ratio = width * 90 / (height * 60);
      smallest = Math.min(smallest, height * width);
      sum += height * width;
      assertTrue(ratio > 0.70 && ratio < 1.43, "width over height " + ratio);
    }
    assertTrue(smallest > 0.27 && smallest < 0.36, "smallest area " + smallest);
    // Proportions r leave room for an area of 2/3 r: the mean is the integral over log r of
    // (4/9 r² - 0.09) / 2, by that of 2/3 r - 0.3. Its standard deviation here is 0.006.
    assertEquals(0.5046, sum / 400, 0.03);
  }

  @Test
  void aPictureNoCropFitsIsCutInTheMiddle() {
    // All of the area of a line is far from the proportions allowed.
    Picture line = ramp(1, 100);
    Picture crop = new RandomResizedCrop(1, 1).apply(line, random(3));
    assertEquals(0.5, crop.values()[1], 0.02);
  }

  @Test
  void chanceIsTheGeneratorsAlone() {
    for (View view : List.of(Views.photograph(24), Views.small(24))) {
      ImageDataset data = data();
      Picture once = view.of(data, 1, random(5));
      assertEquals(new Shape(3, 24, 24), once.shape());
      assertArrayEquals(once.values(), view.of(data, 1, random(5)).values());
      assertFalse(Arrays.equals(once.values(), view.of(data, 1, random(6)).values()));
      for (float value : once.values()) {
        assertTrue(value >= -1.00001 && value <= 1.00001, "value " + value);
      }
    }
  }

  @Test
  void sometimesIsAsOftenAsSaid() {
    Augmentation black = (picture, random) -> Colours.brightness(picture, 0);
    int count = 0;
    SplittableRandom random = random(8);
    for (int i = 0; i < 1000; i++) {
      count += black.sometimes(0.2).apply(GREY, random).values()[0] == -1 ? 1 : 0;
    }
    assertEquals(200, count, 63); // five standard deviations
    assertSame(COLOUR, black.sometimes(0).apply(COLOUR, random));
    assertThrows(IllegalArgumentException.class, () -> black.sometimes(1.5));
  }

  @Test
  void jitterStaysWithinItsStrength() {
    double low = 1;
    double high = 0;
    for (int seed = 0; seed < 500; seed++) {
      float value =
          new ColourJitter(0.4, 0, 0, 0).apply(pixel(0.5, 0.5, 0.5), random(seed)).values()[0];
      low = Math.min(low, (value + 1) / 2);
      high = Math.max(high, (value + 1) / 2);
    }
    assertEquals(0.3, low, 0.01);
    assertEquals(0.7, high, 0.01);
  }

  @Test
  void badParametersAreNamed() {
    assertThrows(IllegalArgumentException.class, () -> new RandomResizedCrop(0, 0.5));
    assertThrows(IllegalArgumentException.class, () -> new RandomResizedCrop(8, 0));
    assertThrows(IllegalArgumentException.class, () -> new ColourJitter(-1, 0, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new ColourJitter(0, 0, 0, 0.6));
    assertThrows(IllegalArgumentException.class, () -> new GaussianBlur(22, 0.1, 2));
    assertThrows(IllegalArgumentException.class, () -> new GaussianBlur(23, 0, 2));
  }

  private static ImageDataset data() {
    byte[] pixels = new byte[2 * 3 * 30 * 40];
    random(2).nextBytes(pixels);
    return MemoryImages.of("d", "made", new Shape(3, 30, 40), List.of("a"), pixels, new byte[2]);
  }

  /** Channel 0 rises from 0 to 1 from top to bottom, channel 1 from left to right. */
  private static Picture ramp(int height, int width) {
    float[] values = new float[2 * height * width];
    for (int i = 0; i < height * width; i++) {
      int row = i / width;
      values[i] = (float) ((row + 0.5) / height);
      values[height * width + i] = (float) ((i % width + 0.5) / width);
    }
    return new Picture(values, 2, height, width);
  }

  private static Picture picture(int channels, int height, int width) {
    float[] values = new float[channels * height * width];
    SplittableRandom random = random(4);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (2 * random.nextDouble() - 1);
    }
    return new Picture(values, channels, height, width);
  }

  private static Picture pixel(double red, double green, double blue) {
    float[] values = {(float) (2 * red - 1), (float) (2 * green - 1), (float) (2 * blue - 1)};
    return new Picture(values, 3, 1, 1);
  }

  private static void assertColour(Picture pixel, double red, double green, double blue) {
    assertEqual(pixel(red, green, blue), pixel);
  }

  private static void assertEqual(Picture expected, Picture actual) {
    assertEquals(expected.shape(), actual.shape());
    assertArrayEquals(expected.values(), actual.values(), 1e-6f);
  }

  private static SplittableRandom random(long seed) {
    return new SplittableRandom(seed);
  }
}
