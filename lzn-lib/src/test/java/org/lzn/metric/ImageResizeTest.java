package org.lzn.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;
import org.lzn.tensor.Constants;
import org.lzn.tensor.Scope;

class ImageResizeTest {
  private static float[] resized(ImageResize resize, float[] pixels, Shape shape, int h, int w) {
    try (Scope scope = Scope.open();
        NDManager manager = NDManager.newBaseManager()) {
      return resize.resize(Constants.of(manager, pixels, shape), h, w).toFloatArray();
    }
  }

  @Test
  void tensorflowReadsPixelIAtITimesTheScale() {
    float[] row = resized(ImageResize.TENSORFLOW, new float[] {0, 4}, new Shape(1, 1, 1, 2), 1, 4);
    assertArrayEquals(new float[] {0, 2, 4, 4}, row, 1e-6f);
    float[] shrunk =
        resized(ImageResize.TENSORFLOW, new float[] {1, 2, 3, 4}, new Shape(1, 1, 4, 1), 2, 1);
    assertArrayEquals(new float[] {1, 3}, shrunk, 1e-6f); // no antialiasing
  }

  @Test
  void flatImagesStayFlatAndChannelsApart() {
    float[] pixels = {7, 7, 7, 7, -2, -2, -2, -2};
    for (ImageResize resize : new ImageResize[] {ImageResize.CLEAN, ImageResize.TENSORFLOW}) {
      for (int size : new int[] {1, 2, 3, 5}) {
        float[] result = resized(resize, pixels, new Shape(1, 2, 2, 2), size, size);
        float[] expected = new float[2 * size * size];
        for (int i = 0; i < expected.length; i++) {
          expected[i] = i < size * size ? 7 : -2;
        }
        assertArrayEquals(expected, result, 1e-5f);
      }
    }
  }

  @Test
  void sameSizeIsTheSameImage() {
    float[] pixels = {1, 5, -3, 2, 8, 0};
    for (ImageResize resize : ImageResize.values()) {
      assertArrayEquals(pixels, resized(resize, pixels, new Shape(1, 1, 2, 3), 2, 3), 1e-5f);
    }
  }

  @Test
  void noneIsTheSameArray() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray images = manager.ones(new Shape(1, 1, 2, 2));
      assertSame(images, ImageResize.NONE.resize(images, 5, 5));
    }
  }
}
