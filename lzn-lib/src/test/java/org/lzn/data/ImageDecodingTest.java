package org.lzn.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lzn.file.BadFileException;

class ImageDecodingTest {
  private static final Path PLACE = Path.of("folder", "image");

  @Test
  void pngPixelsAreExact() {
    BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
    int[] colours = {0xff0000, 0x00ff00, 0x0000ff, 0x0a141e, 0xc86432, 0xffffff};
    image.setRGB(0, 0, 3, 2, colours, 0, 3);
    assertColours(colours, TestImages.png(image), 0);
    BufferedImage transparent = new BufferedImage(3, 2, BufferedImage.TYPE_INT_ARGB);
    int[] half = Arrays.stream(colours).map(c -> c | 0x80000000).toArray();
    transparent.setRGB(0, 0, 3, 2, half, 0, 3);
    assertColours(colours, TestImages.png(transparent), 0);
    BufferedImage indexed = new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_INDEXED);
    int[] web = {0xff0000, 0x00ff00, 0x0000ff, 0x000000, 0xcc6633, 0xffffff};
    indexed.setRGB(0, 0, 3, 2, web, 0, 3);
    assertColours(web, TestImages.png(indexed), 0);
  }

  @Test
  void greyIsTakenAsStored() {
    BufferedImage grey = new BufferedImage(4, 1, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setSamples(0, 0, 4, 1, 0, new int[] {0, 50, 128, 255});
    int[] colours = {0x000000, 0x323232, 0x808080, 0xffffff};
    assertColours(colours, TestImages.png(grey), 0);
    assertColours(colours, TestImages.jpeg(grey), 3);
    BufferedImage deep = new BufferedImage(4, 1, BufferedImage.TYPE_USHORT_GRAY);
    deep.getRaster().setSamples(0, 0, 4, 1, 0, new int[] {0, 50 << 8, (128 << 8) + 77, 65535});
    assertColours(colours, TestImages.png(deep), 0);
    BufferedImage bits = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY);
    bits.setRGB(1, 0, 0xffffff);
    assertColours(new int[] {0, 0xffffff}, TestImages.png(bits), 0);
  }

  @Test
  void jpegAndWebpAreRead() {
    int[] flat = new int[64];
    Arrays.fill(flat, 0xc86432);
    assertColours(flat, TestImages.jpeg(TestImages.flat(8, 8, 0xc86432)), 2);
    assertColours(
        new int[] {0xff0000, 0x00ff00, 0x0000ff, 0x0a141e, 0xc86432, 0xffffff}, TestImages.WEBP, 0);
    int[] lossy = new int[256];
    Arrays.fill(lossy, 0xc96432);
    assertColours(lossy, TestImages.LOSSY_WEBP, 2);
    Picture cmyk = ImageDecoding.decode(TestImages.CMYK, PLACE);
    assertEquals(8 * 8 * 3, cmyk.values().length);
    // The way from CMYK to RGB is a convention, and readers differ: orange it must be.
    assertTrue(cmyk.values()[0] > 0.4 && cmyk.values()[128] < -0.3, Arrays.toString(cmyk.values()));
  }

  @Test
  void everyFormatCutShortIsOneClearError() {
    BufferedImage image = TestImages.varied(40, 30, 1);
    byte[][] files = {TestImages.png(image), TestImages.jpeg(image), TestImages.WEBP};
    for (byte[] file : files) {
      for (int part = 1; part < 4; part++) {
        byte[] cut = Arrays.copyOf(file, file.length * part / 4);
        BadFileException error =
            assertThrows(BadFileException.class, () -> ImageDecoding.decode(cut, PLACE));
        assertEquals(PLACE, error.file());
        assertEquals(1, error.getMessage().lines().count(), error.getMessage());
      }
    }
  }

  @Test
  void whatIsNoImageIsNamed() {
    byte[] text = "<html>gone</html>".getBytes(StandardCharsets.UTF_8);
    String message =
        assertThrows(BadFileException.class, () -> ImageDecoding.decode(text, PLACE)).getMessage();
    assertTrue(message.startsWith(PLACE + ": expected a JPEG, PNG or WebP image"), message);
    assertTrue(message.contains("17 bytes of something else"), message);
    assertThrows(BadFileException.class, () -> ImageDecoding.decode(new byte[0], PLACE));
  }

  private static void assertColours(int[] colours, byte[] file, int tolerance) {
    Picture picture = ImageDecoding.decode(file, PLACE);
    int n = colours.length;
    assertEquals(3 * n, picture.values().length);
    float[] expected = new float[3 * n];
    for (int i = 0; i < 3 * n; i++) {
      expected[i] = (float) (((colours[i % n] >> (8 * (2 - i / n))) & 0xff) / 127.5 - 1);
    }
    assertArrayEquals(expected, picture.values(), tolerance / 127.5f);
  }
}
