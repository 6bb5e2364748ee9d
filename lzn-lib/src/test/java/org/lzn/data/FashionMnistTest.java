package org.lzn.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lzn.file.BadFileException;
import org.lzn.file.Checksums;

class FashionMnistTest {
  private static final Path OURS = Datasets.find("fashion-mnist");

  @TempDir private Path folder;

  @Test
  void theProjectHoldsTheWholeSet() {
    ImageDataset train = FashionMnist.train(OURS);
    assertEquals(new Shape(1, 28, 28), train.shape());
    assertEquals("Fashion-MNIST train, datasets/fashion-mnist, 60,000 images", train.origin());
    assertArrayEquals(IntStream.generate(() -> 6000).limit(10).toArray(), classes(train));
    ImageDataset test = FashionMnist.test(OURS);
    assertArrayEquals(IntStream.generate(() -> 1000).limit(10).toArray(), classes(test));
    assertEquals("Ankle boot", train.classNames().get(train.labels(0)[0]));
  }

  /** The MD5 sums are those that the authors' own page gives [Xiao17]. */
  @Test
  void theFilesAreTheOriginals() throws Exception {
    Map<String, String> sums =
        Map.of(
            "train-images-idx3-ubyte.gz", "8d4fb7e6c68d591d4c3dfef9ec88bf0d",
            "train-labels-idx1-ubyte.gz", "25c81989df183df01b3e8a0aad5dffbe",
            "t10k-images-idx3-ubyte.gz", "bef4ecab320f06d8554ea6380940ec79",
            "t10k-labels-idx1-ubyte.gz", "bb300cfdad3c16e7a12a480ee83cd310");
    for (Map.Entry<String, String> sum : sums.entrySet()) {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      md5.update(Files.readAllBytes(OURS.resolve(sum.getKey())));
      assertEquals(sum.getValue(), Checksums.hex(md5), sum.getKey());
    }
  }

  @Test
  void loadingSaysInOneLineWhatItUses() {
    PrintStream console = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      FashionMnist.test(OURS);
    } finally {
      System.setOut(console);
    }
    assertEquals(
        List.of("Fashion-MNIST test, datasets/fashion-mnist, 10,000 images"),
        printed.toString(StandardCharsets.UTF_8).lines().toList());
  }

  @Test
  void aFolderOfOnesOwnIsRead() {
    SmallFashion.write(folder, "train", 7, 0);
    ImageDataset own = FashionMnist.train(folder);
    assertArrayEquals(new int[] {7, 0}, own.labels(0, 1));
    assertEquals("Fashion-MNIST train, files in " + folder + ", 2 images", own.origin());
  }

  @Test
  void aMissingFolderIsOneClearError() {
    Path nowhere = Path.of("no-such-folder");
    BadFileException error = assertThrows(BadFileException.class, () -> FashionMnist.test(nowhere));
    assertEquals(nowhere.resolve("t10k-images-idx3-ubyte.gz"), error.file());
    assertTrue(error.getMessage().contains("LZN_DATA"), error.getMessage());
  }

  @Test
  void aChangedFileIsNoticed() throws IOException {
    for (String name : new String[] {"t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"}) {
      Files.copy(OURS.resolve(name), folder.resolve(name));
    }
    Files.copy(OURS.resolve(Checksums.LIST), folder.resolve(Checksums.LIST));
    assertEquals(10_000, FashionMnist.test(folder).size());

    // A sound file with another content: only the sum can tell.
    byte[] zeros = TestFiles.gzip(TestFiles.idx(0x801, new int[] {10_000}, new byte[10_000]));
    Path changed = TestFiles.write(folder, "t10k-labels-idx1-ubyte.gz", zeros);
    BadFileException error = assertThrows(BadFileException.class, () -> FashionMnist.test(folder));
    assertEquals(changed, error.file());
    assertTrue(error.getMessage().contains("git checkout"), error.getMessage());
  }

  private static int[] classes(ImageDataset set) {
    int[] counts = new int[10];
    for (int label : set.labels(IntStream.range(0, set.size()).toArray())) {
      counts[label]++;
    }
    return counts;
  }
}
