package org.lzn.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryImagesTest {
  private static final Shape SHAPE = new Shape(2, 2, 2);

  @Test
  void everyByteIsScaledExactly() {
    byte[] bytes = new byte[256];
    for (int v = 0; v < 256; v++) {
      bytes[v] = (byte) v;
    }
    ImageDataset all =
        MemoryImages.of("all", "made", new Shape(1, 16, 16), List.of("a"), bytes, new byte[1]);
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray images = all.images(manager, 0);
      assertEquals(DataType.FLOAT32, images.getDataType());
      float[] values = images.toFloatArray();
      for (int v = 0; v < 256; v++) {
        assertEquals((float) (v / 127.5 - 1), values[v], "byte " + v);
      }
      assertEquals(-1f, values[0]);
      assertEquals(1f, values[255]);
    }
  }

  @Test
  void imagesComeInTheOrderAskedFor() {
    ImageDataset set = set(5);
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray images = set.images(manager, 4, 0, 4);
      assertEquals(new Shape(3, 2, 2, 2), images.getShape());
      float[] values = images.toFloatArray();
      for (int p = 0; p < 8; p++) {
        assertEquals((float) (((7 * (4 * 8 + p)) % 256) / 127.5 - 1), values[p]);
        assertEquals((float) (7 * p / 127.5 - 1), values[8 + p]);
        assertEquals(values[p], values[16 + p]);
      }
      assertArrayEquals(new int[] {1, 0, 1}, set.labels(4, 0, 4));
      assertEquals(new Shape(0, 2, 2, 2), set.images(manager).getShape());
    }
  }

  @Test
  void rangesNestAndSaySo() {
    ImageDataset part = set(10).range(2, 9).range(1, 4);
    assertEquals(3, part.size());
    assertArrayEquals(new int[] {0, 1, 2}, part.labels(0, 1, 2));
    assertEquals("made for a test, 10 images, images 3 to 5 of them", part.origin());
    assertEquals("made for a test, 10 images, images 0 to 1 of them", set(10).take(2).origin());
  }

  @Test
  void checksumIsOfTheContentUsed() {
    assertEquals(set(6).checksum(), set(6).checksum());
    assertEquals(set(6).checksum(), set(9).take(6).checksum());
    assertNotEquals(set(6).checksum(), set(7).checksum());
    // SHA-256 of the int sizes 1, 1, 1, 1, the pixel 5 and the label 0, from an independent tool.
    ImageDataset tiny =
        MemoryImages.of("t", "t", new Shape(1, 1, 1), List.of("a"), new byte[] {5}, new byte[1]);
    assertEquals(
        "6e36617659ac4dd3e8f02f841b667f1562bd9aaa2ea7481741882b2f1b080412", tiny.checksum());
  }

  @Test
  void otherPixelsLabelsAndShapesHaveOtherChecksums() {
    byte[] pixels = TestFiles.pixels(16);
    byte[] labels = {0, 1};
    String sum = sum(SHAPE, pixels, labels);
    pixels[3]++;
    assertNotEquals(sum, sum(SHAPE, pixels, labels));
    pixels[3]--;
    assertEquals(sum, sum(SHAPE, pixels, labels));
    assertNotEquals(sum, sum(SHAPE, pixels, new byte[] {0, 2}));
    assertNotEquals(sum, sum(new Shape(1, 4, 2), pixels, labels));
  }

  @Test
  void laterChangesOfTheBytesDoNotReachTheSet() {
    byte[] labels = {0, 1};
    ImageDataset set = MemoryImages.of("s", "s", SHAPE, List.of("a", "b"), new byte[16], labels);
    labels[0] = 1;
    assertArrayEquals(new int[] {0, 1}, set.labels(0, 1));
  }

  @Test
  void badArgumentsAreNamed() {
    ImageDataset set = set(5);
    assertError("test has images 0 to 4, got 5", () -> set.labels(5));
    assertError("test has images 0 to 4, got -1", () -> set.labels(-1));
    assertError("test has images 0 to 2, got 3", () -> set.take(3).labels(3));
    assertError("test has 5 images, cannot take 6", () -> set.take(6));
    assertError("range from 3 to 3", () -> set.range(3, 3));
    assertError("need 16 bytes, got 15", () -> sum(SHAPE, new byte[15], new byte[2]));
    assertError("0 to 2, got 3 at image 1", () -> sum(SHAPE, new byte[16], new byte[] {0, 3}));
    assertError("(C, H, W), got (8)", () -> sum(new Shape(8), new byte[16], new byte[2]));
  }

  private static void assertError(String part, Runnable run) {
    String message = assertThrows(IllegalArgumentException.class, run::run).getMessage();
    assertTrue(message.contains(part), message);
  }

  private static String sum(Shape shape, byte[] pixels, byte[] labels) {
    return MemoryImages.of("s", "s", shape, List.of("a", "b", "c"), pixels, labels).checksum();
  }

  /** Image i has label i modulo 3. */
  private static ImageDataset set(int n) {
    byte[] labels = new byte[n];
    for (int i = 0; i < n; i++) {
      labels[i] = (byte) (i % 3);
    }
    return MemoryImages.of(
        "test", "made for a test", SHAPE, List.of("a", "b", "c"), TestFiles.pixels(8 * n), labels);
  }
}
