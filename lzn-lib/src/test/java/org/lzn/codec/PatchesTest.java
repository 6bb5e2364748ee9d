package org.lzn.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;

class PatchesTest {
  @Test
  void aPatchBecomesChannelsAtItsPlace() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray image = manager.arange(16f).reshape(1, 1, 4, 4);
      NDArray patches = new Patches(2).split(image);
      assertEquals(new Shape(1, 4, 2, 2), patches.getShape());
      // the patch in row 1, column 0 holds the pixels 8, 9, 12, 13
      assertArrayEquals(new float[] {8, 9, 12, 13}, patches.get("0, :, 1, 0").toFloatArray());
    }
  }

  @Test
  void joinUndoesSplit() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray images = manager.arange(2f * 3 * 6 * 6).reshape(2, 3, 6, 6);
      for (int size : new int[] {1, 2, 3}) {
        Patches patches = new Patches(size);
        assertEquals(images, patches.join(patches.split(images)));
      }
    }
  }

  @Test
  void sidesThatDoNotDivideAreNamed() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray images = manager.zeros(new Shape(1, 1, 5, 5));
      IllegalArgumentException error =
          assertThrows(IllegalArgumentException.class, () -> new Patches(2).split(images));
      assertEquals(
          "images must be (n, C, H, W) with sides divisible by 2, got (1, 1, 5, 5)",
          error.getMessage());
    }
  }
}
