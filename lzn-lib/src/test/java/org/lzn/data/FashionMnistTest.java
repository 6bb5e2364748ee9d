package org.lzn.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.types.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lzn.file.BadFileException;
import org.lzn.file.Checksums;

class FashionMnistTest {
  private static final Path NOWHERE = Path.of("no-such-folder");

  @TempDir private Path folder;

  @Test
  void theSampleIsWhatItsReadmeSays() {
    ImageDataset train = sample("train", "train");
    assertEquals(new Shape(1, 28, 28), train.shape());
    assertEquals(
        "Fashion-MNIST train, sample in datasets/fashion-mnist-sample, 10,000 images",
        train.origin());
    assertArrayEquals(
        new int[] {942, 1027, 1016, 1019, 974, 989, 1021, 1022, 990, 1000}, classes(train));
    ImageDataset test = sample("test", "t10k");
    assertArrayEquals(IntStream.generate(() -> 1000).limit(10).toArray(), classes(test));
    assertEquals("Ankle boot", train.classNames().get(train.labels(0)[0]));
  }

  @Test
  void loadingSaysInOneLineWhatItUses() {
    String before = System.getProperty("lzn.data");
    PrintStream console = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try {
      System.setProperty("lzn.data", "sample");
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      assertEquals(10_000, FashionMnist.train().size());
      assertEquals(10_000, FashionMnist.test().size());
    } finally {
      System.setOut(console);
      restore("lzn.data", before);
    }
    assertEquals(
        List.of(
            "Fashion-MNIST train, sample in datasets/fashion-mnist-sample, 10,000 images",
            "Fashion-MNIST test, sample in datasets/fashion-mnist-sample, 10,000 images"),
        printed.toString(StandardCharsets.UTF_8).lines().toList());
  }

  @Test
  void theInstalledSetIsUsedUnlessTheSampleIsAskedFor() {
    assertEquals(folder, FashionMnist.source(null, folder).folder());
    assertEquals(folder, FashionMnist.source(" ", folder).folder());
    Path sample = Datasets.find("fashion-mnist-sample");
    assertEquals(sample, FashionMnist.source("sample", folder).folder());
    assertEquals(sample, FashionMnist.source(null, NOWHERE).folder());
    assertEquals(NOWHERE, FashionMnist.source("no-such-folder", folder).folder());
  }

  @Test
  void aFolderOfOnesOwnIsRead() {
    byte[] pixels = TestFiles.pixels(2 * 784);
    TestFiles.write(
        folder, "train-images-idx3-ubyte", TestFiles.idx(0x803, new int[] {2, 28, 28}, pixels));
    TestFiles.write(
        folder,
        "train-labels-idx1-ubyte.gz",
        TestFiles.gzip(TestFiles.idx(0x801, new int[] {2}, new byte[] {7, 0})));
    ImageDataset own =
        FashionMnist.read(FashionMnist.source(folder.toString(), NOWHERE), "train", "train");
    assertArrayEquals(new int[] {7, 0}, own.labels(0, 1));
    assertEquals("Fashion-MNIST train, files in " + folder + ", 2 images", own.origin());
  }

  @Test
  void aMissingFolderIsOneClearError() {
    BadFileException error =
        assertThrows(
            BadFileException.class,
            () -> FashionMnist.read(FashionMnist.source("no-such-folder", folder), "test", "t10k"));
    assertEquals(NOWHERE.resolve("t10k-images-idx3-ubyte.gz"), error.file());
    assertTrue(error.getMessage().contains("LZN_DATA"), error.getMessage());
  }

  @Test
  void aChangedSampleIsNoticed() throws IOException {
    FashionMnist.Source sample = FashionMnist.source("sample", NOWHERE);
    for (String name : new String[] {"t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"}) {
      Files.copy(sample.folder().resolve(name), folder.resolve(name));
    }
    Files.copy(sample.folder().resolve(Checksums.LIST), folder.resolve(Checksums.LIST));
    FashionMnist.Source copy = new FashionMnist.Source(folder, "copy", true);
    assertEquals(10_000, FashionMnist.read(copy, "test", "t10k").size());

    // A sound file with another content: only the sum can tell.
    byte[] zeros = TestFiles.gzip(TestFiles.idx(0x801, new int[] {10_000}, new byte[10_000]));
    Path changed = TestFiles.write(folder, "t10k-labels-idx1-ubyte.gz", zeros);
    BadFileException error =
        assertThrows(BadFileException.class, () -> FashionMnist.read(copy, "test", "t10k"));
    assertEquals(changed, error.file());
    assertTrue(error.getMessage().contains("git checkout"), error.getMessage());
  }

  @Test
  void theFullSetBeginsWithTheSample() {
    Path installed = Path.of("/usr/share/datasets/fashion-mnist");
    assumeTrue(Files.isDirectory(installed), "no full set here");
    ImageDataset full = FashionMnist.read(FashionMnist.source(null, installed), "train", "train");
    assertEquals(60_000, full.size());
    assertFalse(full.checksum().equals(sample("train", "train").checksum()));
    assertEquals(sample("train", "train").checksum(), full.take(10_000).checksum());
  }

  private static void restore(String property, String value) {
    if (value == null) {
      System.clearProperty(property);
    } else {
      System.setProperty(property, value);
    }
  }

  private static ImageDataset sample(String split, String prefix) {
    return FashionMnist.read(FashionMnist.source("sample", NOWHERE), split, prefix);
  }

  private static int[] classes(ImageDataset set) {
    int[] counts = new int[10];
    for (int label : set.labels(IntStream.range(0, set.size()).toArray())) {
      counts[label]++;
    }
    return counts;
  }
}
