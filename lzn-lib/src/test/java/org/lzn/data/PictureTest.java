package org.lzn.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PictureTest {
  @Test
  void cropsAndMirrorsMoveValues() {
    Picture picture = numbered(2, 3, 4);
    assertArrayEquals(new float[] {5, 6, 9, 10, 17, 18, 21, 22}, picture.crop(1, 1, 2, 2).values());
    assertArrayEquals(picture.values(), picture.crop(0, 0, 3, 4).values());
    assertArrayEquals(new float[] {3, 2, 1, 0}, numbered(1, 1, 4).mirrored().values());
    assertArrayEquals(picture.values(), picture.mirrored().mirrored().values());
    assertArrayEquals(new float[] {5, 6, 9, 10}, numbered(1, 4, 4).centreCrop(2).values());
  }

  @Test
  void resizingIsPillowsTriangle() {
    float[] values = new float[35];
    for (int i = 0; i < 35; i++) {
      values[i] = (i * 37 % 101) / 50f - 1;
    }
    Picture picture = new Picture(values, 1, 5, 7);
    // From Pillow, Image.fromarray(a, mode="F").resize((w, h), Image.BILINEAR).
    float[] smaller = {
      -0.1650340f,
      0.0120000f,
      -0.2539428f,
      0.0506122f,
      -0.1386243f,
      0.1258667f,
      -0.0567111f,
      0.2556614f,
      -0.1274830f,
      0.2474286f,
      -0.0762286f,
      -0.0355102f
    };
    assertArrayEquals(smaller, picture.resize(3, 4).values(), 1e-6f);
    float[] tiny = {-0.0371459f, -0.0195349f, 0.0007822f, 0.0461522f};
    assertArrayEquals(tiny, picture.resize(2, 2).values(), 1e-6f);
    // The third row of the enlargement to 8 x 9.
    float[] third = {
      0.0850000f,
      0.5783333f,
      0.3122222f,
      -0.1923611f,
      0.2850000f,
      -0.6123611f,
      -0.4576389f,
      0.0758333f,
      0.4850000f
    };
    assertArrayEquals(third, picture.resize(8, 9).crop(2, 0, 1, 9).values(), 1e-6f);
  }

  @Test
  void constantsStayAndChannelsDoNotMix() {
    float[] values = new float[2 * 11 * 13];
    Arrays.fill(values, 0, 143, -0.5f);
    Arrays.fill(values, 143, 286, 0.75f);
    Picture small = new Picture(values, 2, 11, 13).resize(4, 5);
    for (int i = 0; i < 40; i++) {
      assertEquals(i < 20 ? -0.5f : 0.75f, small.values()[i], 1e-6f);
    }
    Picture same = numbered(1, 2, 2);
    assertSame(same, same.resize(2, 2));
  }

  @Test
  void theShortSideIsAsAsked() {
    assertEquals(new Shape(1, 4, 6), numbered(1, 10, 15).resizeShortSide(4).shape());
    assertEquals(new Shape(1, 7, 4), numbered(1, 18, 10).resizeShortSide(4).shape());
  }

  /** A picture from anywhere becomes one of the data set's. */
  @Test
  void picturesAreFittedToADataSet() {
    Picture colour = new Picture(new float[] {1, -1, 0, 0.5f, -1, 0.5f}, 3, 1, 2);
    Picture grey = colour.fitted(new Shape(1, 1, 1));
    assertEquals(1, grey.channels());
    double r = 1;
    double g = 0;
    double b = -1;
    assertEquals(0.299 * r + 0.587 * g + 0.114 * b, grey.values()[0], 1e-6);
    Picture again = grey.fitted(new Shape(3, 1, 1));
    float v = grey.values()[0];
    assertArrayEquals(new float[] {v, v, v}, again.values());
    assertArrayEquals(new float[] {v}, again.fitted(new Shape(1, 1, 1)).values());
    assertEquals(new Shape(1, 5, 5), numbered(3, 9, 7).fitted(new Shape(1, 5, 5)).shape());
    assertError("cut it first", () -> numbered(1, 1, 100_000).fitted(new Shape(1, 4000, 4000)));
    assertError("1 or 3 channels, got 2", () -> numbered(2, 3, 3).fitted(new Shape(1, 3, 3)));
  }

  @Test
  void badShapesAreNamed() {
    assertError("cannot crop 3 x 2 at (1, 0) from 3 x 4", () -> numbered(1, 3, 4).crop(1, 0, 3, 2));
    assertError("got 5", () -> new Picture(new float[5], 1, 2, 2));
    assertError("got 0 x 3", () -> numbered(1, 2, 2).resize(0, 3));
  }

  private static void assertError(String part, Runnable run) {
    String message = assertThrows(IllegalArgumentException.class, run::run).getMessage();
    assertTrue(message.contains(part), message);
  }

  private static Picture numbered(int channels, int height, int width) {
    float[] values = new float[channels * height * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    return new Picture(values, channels, height, width);
  }
}
