package org.lzn.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lzn.file.BadFileException;

class ImageFolderTest {
  @TempDir private Path folder;

  @Test
  void classFoldersAreClassesInTheOrderOfTheirNames() throws IOException {
    write("dog/b.png", TestImages.png(TestImages.flat(20, 10, 0xff0000)));
    write("cat/10.jpg", TestImages.jpeg(TestImages.flat(10, 20, 0x00ff00)));
    write("cat/9.JPEG", TestImages.jpeg(TestImages.flat(16, 16, 0x0000ff)));
    write("dog/deep/a.webp", TestImages.LOSSY_WEBP);
    write("dog/notes.txt", new byte[3]);
    write(".hidden/x.png", new byte[3]);
    ImageFiles images = ImageFolder.of(folder).sized(8);
    assertEquals(4, images.size());
    assertEquals(List.of("cat", "dog"), images.classNames());
    assertArrayEquals(new int[] {0, 0, 1, 1}, images.labels(0, 1, 2, 3));
    assertEquals(new Shape(3, 8, 8), images.shape());
    assertColour(0x00ff00, images.picture(0));
    assertColour(0x0000ff, images.picture(1));
    assertColour(0xff0000, images.picture(2));
    assertColour(0xc96432, images.picture(3));
    assertEquals(new Shape(3, 10, 20), images.original(2).shape());
    try (NDManager manager = NDManager.newBaseManager()) {
      assertEquals(new Shape(2, 3, 8, 8), images.images(manager, 3, 0).getShape());
      float[] both = images.images(manager, 3, 0).toFloatArray();
      assertArrayEquals(both, images.values(3, 0));
    }
    assertTrue(images.origin().contains("4 images of 2 classes"), images.origin());
    assertArrayEquals(new int[] {0, 1}, images.range(1, 3).labels(0, 1));
    assertColour(0xff0000, images.range(1, 3).picture(1));
  }

  @Test
  void theMiddleSquareOfTheResizedImageIsSeen() {
    // Left and right quarters red, the middle green: the middle square is all green.
    var image = TestImages.flat(40, 20, 0xff0000);
    for (int i = 0; i < 400; i++) {
      image.setRGB(10 + i % 20, i / 20, 0x00ff00);
    }
    write("a.png", TestImages.png(image));
    ImageFiles images = ImageFolder.of(folder);
    assertColour(0x00ff00, images.seen(20, 20).picture(0));
    assertColour(0x00ff00, images.seen(10, 8).picture(0));
    assertEquals(new Shape(3, 256, 256), images.picture(0).shape());
    assertThrows(IllegalArgumentException.class, () -> images.seen(10, 11));
  }

  @Test
  void aFlatFolderIsOneClass() {
    write("b.png", TestImages.png(TestImages.flat(4, 4, 0)));
    write("a.png", TestImages.png(TestImages.flat(4, 4, 0xffffff)));
    ImageFiles images = ImageFolder.of(folder).sized(4);
    assertEquals(List.of(folder.getFileName().toString()), images.classNames());
    assertColour(0xffffff, images.picture(0));
    write("0/1/c.png", TestImages.png(TestImages.flat(4, 4, 0)));
    assertEquals(3, ImageFolder.flat(folder).size());
  }

  @Test
  void aDamagedImageIsNamedAndLeftOutOnlyOnRequest() {
    byte[] whole = TestImages.jpeg(TestImages.varied(40, 40, 2));
    write("a.jpg", whole);
    Path bad = write("b.jpg", Arrays.copyOf(whole, whole.length / 2));
    write("c.png", TestImages.png(TestImages.flat(4, 4, 0xffffff)));
    ImageFiles images = ImageFolder.of(folder).sized(8);
    assertEquals(3, images.size());
    BadFileException error = assertThrows(BadFileException.class, () -> images.values(0, 1));
    assertEquals(bad, error.file());
    ImageFiles sound = images.withoutDamaged();
    assertEquals(2, sound.size());
    assertColour(0xffffff, sound.picture(1));
    assertTrue(sound.origin().contains("2 of 3 images"), sound.origin());
    assertThrows(BadFileException.class, () -> images.range(1, 2).withoutDamaged());
  }

  @Test
  void aFileThatHasGoneIsNamed() throws IOException {
    Path file = write("a.png", TestImages.png(TestImages.flat(4, 4, 0)));
    ImageFiles images = ImageFolder.of(folder);
    Files.delete(file);
    assertEquals(file, assertThrows(BadFileException.class, () -> images.picture(0)).file());
  }

  @Test
  @Timeout(30)
  void linksThatLeadBackArePassedOver() throws IOException {
    write("a.png", TestImages.WEBP);
    link("here", ".");
    assertEquals(1, ImageFolder.of(folder).size());
    for (String name : List.of("one", "two", "three")) {
      link(name, "..");
    }
    assertEquals(1, ImageFolder.of(folder).size());
    assertEquals(1, ImageFolder.flat(folder).size());
    write("deep/er/b.png", TestImages.WEBP);
    link("deep/er/up", "../..");
    link("deep/er/self", "../er");
    assertEquals(2, ImageFolder.flat(folder).size());
  }

  @Test
  @Timeout(30)
  void eachRealFileOfTheClassesCountsOnceUnderItsOwnName() throws IOException {
    write("cat/b.png", TestImages.WEBP);
    write("dog/c.png", TestImages.WEBP);
    link("cat/a.png", "b.png");
    link("a-cat", "cat");
    link("dog/others", "../cat");
    link("dog/all", "..");
    ImageFiles images = ImageFolder.of(folder);
    assertEquals(List.of("cat", "dog"), images.classNames());
    assertEquals(2, images.size());
    assertArrayEquals(new int[] {0, 1}, images.labels(0, 1));
  }

  @Test
  @Timeout(30)
  void linksToElsewhereAreFollowedOnce() throws IOException {
    write("store/.hidden/1.png", TestImages.WEBP);
    write("store/cats/2.png", TestImages.WEBP);
    write("store/cats/3.png", TestImages.WEBP);
    Path set = Files.createDirectories(folder.resolve("set"));
    write("set/own/0.png", TestImages.WEBP);
    link("set/cats", "../store/cats");
    link("set/cats2", "../store/cats");
    link("set/own/1.png", "../../store/.hidden/1.png");
    link("set/own/1-again.png", "../../store/.hidden/1.png");
    link("set/own/3.png", "../../store/cats/3.png");
    link("set/own/gone.png", "nowhere");
    ImageFiles images = ImageFolder.of(set);
    assertEquals(List.of("cats", "own"), images.classNames());
    assertEquals(5, images.size());
    assertArrayEquals(new int[] {0, 0, 1, 1, 1}, images.labels(0, 1, 2, 3, 4));
    BadFileException gone = assertThrows(BadFileException.class, () -> images.picture(4));
    assertEquals(set.resolve("own/gone.png"), gone.file());
    // The same folder behind a link is the same.
    link("alias", "set");
    assertEquals(5, ImageFolder.of(folder.resolve("alias")).size());
  }

  private void link(String name, String target) throws IOException {
    Files.createSymbolicLink(folder.resolve(name), Path.of(target));
  }

  @Test
  void badFoldersAreNamed() throws IOException {
    assertBad(folder.resolve("none"), "no such folder");
    assertBad(folder, "got none");
    write("cat/a.png", TestImages.WEBP);
    Files.createDirectory(folder.resolve("dog"));
    assertBad(folder, "an empty class folder");
    write("dog/b.png", TestImages.WEBP);
    Path beside = write("c.png", TestImages.WEBP);
    assertBad(folder, "1 beside them, c.png");
    assertBad(beside, "got a file");
  }

  @Test
  void theChecksumIsOfNamesLabelsAndContent() throws IOException {
    byte[] png = TestImages.png(TestImages.flat(4, 4, 0));
    write("cat/a.png", png);
    Path b = write("dog/b.png", png);
    ImageFiles images = ImageFolder.of(folder);
    String sum = images.checksum();
    String names = images.checksum(false);
    assertEquals(sum, ImageFolder.of(folder).checksum());
    assertNotEquals(sum, names);
    assertNotEquals(sum, images.sized(8).checksum());
    assertNotEquals(sum, images.take(1).checksum());
    png[png.length - 1] ^= 1;
    Files.write(b, png);
    assertNotEquals(sum, images.checksum());
    assertEquals(names, images.checksum(false));
    Files.write(b, new byte[3]);
    assertNotEquals(names, images.checksum(false));
    Files.move(b, b.resolveSibling("c.png"));
    assertNotEquals(names, ImageFolder.of(folder).checksum(false));
  }

  private Path write(String name, byte[] bytes) {
    return TestImages.write(folder.resolve(name), bytes);
  }

  private static void assertBad(Path place, String part) {
    String message = assertThrows(BadFileException.class, () -> ImageFolder.of(place)).getMessage();
    assertTrue(message.contains(part), message);
    assertEquals(1, message.lines().count());
  }

  private static void assertColour(int rgb, Picture picture) {
    int pixels = picture.height() * picture.width();
    for (int i = 0; i < 3 * pixels; i++) {
      float expected = (float) (((rgb >> (8 * (2 - i / pixels))) & 0xff) / 127.5 - 1);
      assertEquals(expected, picture.values()[i], 0.03, "value " + i);
    }
  }
}
