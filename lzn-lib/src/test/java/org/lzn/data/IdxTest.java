package org.lzn.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lzn.file.BadFileException;

class IdxTest {
  private static final int IMAGES = 0x803;
  private static final int LABELS = 0x801;
  private static final byte[] PIXELS = TestFiles.pixels(3 * 4);
  private static final byte[] GOOD_IMAGES = TestFiles.idx(IMAGES, new int[] {3, 2, 2}, PIXELS);
  private static final byte[] GOOD_LABELS =
      TestFiles.idx(LABELS, new int[] {3}, new byte[] {0, 9, 4});

  @TempDir private Path folder;

  @Test
  void readsPackedAndPlainFilesAlike() {
    Path plain = TestFiles.write(folder, "plain", GOOD_IMAGES);
    Path packed = TestFiles.write(folder, "packed.gz", TestFiles.gzip(GOOD_IMAGES));
    // A browser may have unpacked a file and kept its name.
    Path misnamed = TestFiles.write(folder, "plain.gz", GOOD_IMAGES);
    for (Path file : new Path[] {plain, packed, misnamed}) {
      assertArrayEquals(PIXELS, Idx.images(file, 2, 2).data());
    }
    Path labels = TestFiles.write(folder, "labels.gz", TestFiles.gzip(GOOD_LABELS));
    assertArrayEquals(new byte[] {0, 9, 4}, Idx.labels(labels, 10, Idx.images(plain, 2, 2)).data());
  }

  static Stream<Arguments> badImages() {
    byte[] packed = TestFiles.gzip(GOOD_IMAGES);
    return Stream.of(
        bad("missing", null, "a file of images", "no such file"),
        bad("empty", new byte[0], "magic number 2051", "0 bytes"),
        bad(
            "a text",
            "<html>gone</html>".getBytes(StandardCharsets.UTF_8),
            "magic number 2051",
            "magic number 1013478509"),
        bad("labels", GOOD_LABELS, "images (magic number 2051)", "labels (magic number 2049)"),
        bad("header cut", Arrays.copyOf(GOOD_IMAGES, 9), "a header of 16 bytes", "got 9"),
        bad("data cut", Arrays.copyOf(GOOD_IMAGES, 20), "12 bytes of images", "only 4"),
        bad("data added", Arrays.copyOf(GOOD_IMAGES, 29), "12 bytes of images", "more bytes"),
        bad(
            "wrong sizes",
            TestFiles.idx(IMAGES, new int[] {3, 4, 1}, PIXELS),
            "images of 2 x 2",
            "4 x 1"),
        bad(
            "no images",
            TestFiles.idx(IMAGES, new int[] {0, 2, 2}, new byte[0]),
            "1 to",
            "[0, 2, 2]"),
        bad(
            "absurd sizes",
            TestFiles.idx(IMAGES, new int[] {-1, 1 << 30, 1 << 30}, PIXELS),
            "1 to",
            "[-1, 1073741824"),
        bad("gzip cut", Arrays.copyOf(packed, packed.length - 12), "a whole gzip", "too early"),
        bad("gzip header cut", Arrays.copyOf(packed, 5), "a whole gzip", "too early"),
        bad("gzip sum wrong", flipped(packed, packed.length - 7), "a sound gzip", "damaged"),
        bad("gzip data wrong", flipped(packed, 12), "images", ""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badImages")
  void badImagesAreOneClearError(String name, byte[] bytes, String expected, String actual) {
    Path file = folder.resolve(name);
    if (bytes != null) {
      TestFiles.write(folder, name, bytes);
    }
    BadFileException error = assertThrows(BadFileException.class, () -> Idx.images(file, 2, 2));
    assertTells(error, file, expected, actual);
  }

  static Stream<Arguments> badLabels() {
    return Stream.of(
        bad("images", GOOD_IMAGES, "labels (magic number 2049)", "images (magic number 2051)"),
        bad(
            "label too large",
            TestFiles.idx(LABELS, new int[] {3}, new byte[] {0, 10, 3}),
            "labels from 0 to 9",
            "10 at image 1"),
        bad(
            "label negative as a signed byte",
            TestFiles.idx(LABELS, new int[] {3}, new byte[] {0, 1, -1}),
            "labels from 0 to 9",
            "255 at image 2"),
        bad(
            "too few",
            TestFiles.idx(LABELS, new int[] {2}, new byte[] {0, 1}),
            "3 labels, one for each image",
            "2 labels"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badLabels")
  void badLabelsAreOneClearError(String name, byte[] bytes, String expected, String actual) {
    Idx images = Idx.images(TestFiles.write(folder, "good", GOOD_IMAGES), 2, 2);
    Path file = TestFiles.write(folder, name, bytes);
    BadFileException error =
        assertThrows(BadFileException.class, () -> Idx.labels(file, 10, images));
    assertTells(error, file, expected, actual);
  }

  private static void assertTells(
      BadFileException error, Path file, String expected, String actual) {
    String message = error.getMessage();
    assertEquals(file, error.file());
    assertTrue(message.startsWith(file + ": expected "), message);
    assertTrue(message.contains(expected), message);
    assertTrue(message.substring(message.indexOf(", got ")).contains(actual), message);
    assertTrue(message.contains("fresh copy"), message);
  }

  private static Arguments bad(String name, byte[] bytes, String expected, String actual) {
    return Arguments.of(name, bytes, expected, actual);
  }

  private static byte[] flipped(byte[] bytes, int place) {
    byte[] copy = bytes.clone();
    copy[place] ^= 0x55;
    return copy;
  }
}
