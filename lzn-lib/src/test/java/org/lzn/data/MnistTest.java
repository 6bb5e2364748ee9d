package org.lzn.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lzn.file.BadFileException;

class MnistTest {
  @TempDir private Path folder;

  @Test
  void readsPackedAndPlainFiles() {
    byte[] pixels = TestFiles.pixels(2 * 784);
    byte[] images = TestFiles.idx(0x803, new int[] {2, 28, 28}, pixels);
    TestFiles.write(folder, "t10k-images-idx3-ubyte.gz", TestFiles.gzip(images));
    byte[] labels = TestFiles.idx(0x801, new int[] {2}, new byte[] {7, 3});
    TestFiles.write(folder, "t10k-labels-idx1-ubyte", labels);
    ImageDataset test = Mnist.read(folder, "test", "t10k");
    assertEquals(new Shape(1, 28, 28), test.shape());
    assertArrayEquals(new int[] {7, 3}, test.labels(0, 1));
    assertEquals((float) ((7 * 783 & 0xff) / 127.5 - 1), test.values(0)[783]);
    assertEquals("MNIST test, " + folder + ", 2 images", test.origin());
  }

  @Test
  void nothingIsFetchedIntoAFolderThatIsNamed() {
    Path none = folder.resolve("none");
    BadFileException error = assertThrows(BadFileException.class, () -> Mnist.train(none));
    assertEquals(none.resolve("train-images-idx3-ubyte"), error.file());
    assertTrue(error.getMessage().contains("and put it there"), error.getMessage());
    assertEquals(1, error.getMessage().lines().count(), error.getMessage());
    assertFalse(Files.exists(none));
  }

  @Test
  void aDamagedFileIsNamed() {
    Path bad = TestFiles.write(folder, "t10k-images-idx3-ubyte", new byte[3]);
    BadFileException error =
        assertThrows(BadFileException.class, () -> Mnist.read(folder, "test", "t10k"));
    assertEquals(bad, error.file());
    assertTrue(error.getMessage().contains("LZN_MNIST"), error.getMessage());
  }
}
