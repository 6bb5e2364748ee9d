package org.lzn.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lzn.file.BadFileException;

class DataSourceTest {
  @TempDir private Path folder;

  @Test
  void everyNameIsReadAndWrittenAlike() {
    for (DataSet kind : DataSetRegistry.all()) {
      String text = kind.id() + ":" + folder;
      DataSource source = DataSource.parse(text);
      assertEquals(kind.getClass(), source.kind().getClass());
      assertEquals(text, source.toString());
      assertEquals(source, DataSource.parse(source.toString()));
    }
    assertEquals("afhq-cat", DataSource.parse("afhq-cat").toString());
  }

  @Test
  void aWrongNameIsAnsweredWithAllThereAre() {
    assertSays("no data set \"cifar\": there are fashion-mnist, mnist, cifar10", "cifar");
    assertSays("the data set \"folder\" needs its place: folder:PATH", "folder");
    assertSays("\"folder:\" names no place after the colon: folder:FOLDER", "folder:");
    assertSays("names no place after the colon: cifar10:FOLDER", "cifar10: ");
  }

  @Test
  void aFolderOfClassesKeepsEveryTenthForTheTest() {
    write(folder.resolve("cat"), 12);
    write(folder.resolve("dog"), 8);
    DataSource source = DataSource.parse("folder:" + folder);
    assertEquals(2, source.classes());
    ImageDataset train = source.train(8);
    ImageDataset test = source.test(8);
    assertEquals(18, train.size());
    assertEquals(new Shape(3, 8, 8), train.shape());
    assertEquals(List.of("cat", "dog"), test.classNames());
    assertArrayEquals(new int[] {0, 1}, test.labels(0, 1));
    ImageDataset all = ImageFolder.of(folder).sized(8);
    assertArrayEquals(all.values(9), test.values(0));
    assertArrayEquals(all.values(19), test.values(1));
  }

  @Test
  void aFolderMayHoldItsOwnTestImages() {
    for (String name : List.of("train/a", "train/b", "val/a", "val/b")) {
      write(folder.resolve(name), name.startsWith("val") ? 1 : 3);
    }
    DataSource source = DataSource.parse("folder:" + folder);
    assertEquals(6, source.train(8).size());
    assertEquals(2, source.test(8).size());
    assertNotSplit("[a, b] for training, but [a, b, c]", write(folder.resolve("val/c"), 1), source);
    Path other = folder.resolve("other");
    for (String name : List.of("train/a", "train/b", "val/a", "val/c")) {
      write(other.resolve(name), 1);
    }
    assertNotSplit("[a, b] for training, but [a, c]", other, DataSource.parse("folder:" + other));
  }

  @Test
  void ofThePhotographsOfAnimalsOnlyTheCatsAreSeen() {
    for (String name : List.of("train/cat", "train/dog", "val/cat", "val/dog")) {
      write(folder.resolve(name), 2);
    }
    DataSource source = DataSource.parse("afhq-cat:" + folder);
    assertEquals(2, source.train(8).size());
    assertEquals(2, source.test(8).size());
    assertEquals(1, source.classes());
  }

  @Test
  void whatIsMissingIsSaidWithARemedy() {
    Path none = folder.resolve("none");
    for (String name : List.of("folder", "afhq-cat", "celeba-hq", "lsun-bedroom")) {
      assertBad(none, "--data " + name + ":FOLDER", DataSource.parse(name + ":" + none));
    }
    for (String name : List.of("fashion-mnist", "mnist", "cifar10", "imagenet")) {
      DataSource source = DataSource.parse(name + ":" + none);
      String message = assertThrows(BadFileException.class, () -> source.train(8)).getMessage();
      assertTrue(message.contains(none.toString()), message);
      assertEquals(1, message.lines().count(), message);
    }
    write(folder.resolve("few"), 9);
    assertBad(
        folder.resolve("few"),
        "10 images or more",
        DataSource.parse("folder:" + folder.resolve("few")));
  }

  @Test
  void photographsAreFlippedAndClothesAreNot() {
    int[] sums = new int[2];
    ImageDataset images =
        MemoryImages.of(
            "two pixels",
            "made here",
            new Shape(1, 1, 2),
            List.of("one"),
            new byte[] {0, -1},
            new byte[1]);
    for (int i = 0; i < 20; i++) {
      for (int k = 0; k < 2; k++) {
        View view = DataSource.parse(k == 0 ? "fashion-mnist" : "cifar10").view();
        sums[k] += view.of(images, 0, new SplittableRandom(i)).values()[0] > 0 ? 1 : 0;
      }
    }
    assertEquals(0, sums[0]);
    assertTrue(sums[1] > 3 && sums[1] < 17, "flipped " + sums[1] + " of 20");
  }

  private static void assertNotSplit(String part, Path where, DataSource source) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> source.test(8), where::toString)
            .getMessage();
    assertTrue(message.contains(part), message);
  }

  private static Path write(Path place, int images) {
    IntStream.range(0, images)
        .forEach(
            i ->
                TestImages.write(
                    place.resolve(String.format("%02d.png", i)),
                    TestImages.png(TestImages.varied(9, 7, place.hashCode() + i))));
    return place;
  }

  private static void assertSays(String part, String text) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> DataSource.parse(text)).getMessage();
    assertTrue(message.contains(part), message);
  }

  private static void assertBad(Path file, String part, DataSource source) {
    BadFileException error = assertThrows(BadFileException.class, () -> source.train(8));
    assertEquals(file, error.file());
    assertTrue(error.getMessage().contains(part), error.getMessage());
    assertEquals(1, error.getMessage().lines().count(), error.getMessage());
  }
}
