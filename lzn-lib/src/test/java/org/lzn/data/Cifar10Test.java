package org.lzn.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lzn.file.BadFileException;
import org.lzn.file.Checksums;

/** Two images a file, written in both of the data set's formats. */
class Cifar10Test {
  private static final int IMAGE = 3072;

  @TempDir private Path folder;
  private Path binary;
  private Path python;
  private Cifar10.Edition edition;

  @BeforeEach
  void writeBoth() {
    Map<String, byte[]> records = new LinkedHashMap<>();
    Map<String, byte[]> pickles = new LinkedHashMap<>();
    for (int k = 0; k < 6; k++) {
      String name = k == 5 ? "test_batch" : "data_batch_" + (k + 1);
      records.put("cifar-10-batches-bin/" + name + ".bin", records(k));
      pickles.put("cifar-10-batches-py/" + name, pickle(k));
    }
    binary = TestImages.write(folder.resolve("b/cifar-10-binary.tar.gz"), TestTars.packed(records));
    python = TestImages.write(folder.resolve("p/cifar-10-python.tar.gz"), TestTars.packed(pickles));
    edition =
        new Cifar10.Edition(
            2,
            Map.of(
                Cifar10.BINARY, Checksums.of(binary),
                Cifar10.PYTHON, Checksums.of(python)));
    records.forEach((name, bytes) -> TestImages.write(folder.resolve(name), bytes));
    pickles.forEach((name, bytes) -> TestImages.write(folder.resolve(name), bytes));
  }

  @Test
  void bothFormatsPackedAndNotHoldTheSameImages() {
    ImageDataset train = edition.read(binary, "train", 5);
    assertEquals(10, train.size());
    assertEquals(new Shape(3, 32, 32), train.shape());
    assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, train.labels(range(10)));
    assertEquals((float) (pixel(2, 1, 3000) / 127.5 - 1), train.values(5)[3000]);
    assertEquals("automobile", train.classNames().get(1));
    ImageDataset test = edition.read(binary, "test", 1);
    assertArrayEquals(new int[] {0, 1}, test.labels(0, 1));
    assertNotEquals(train.take(2).checksum(), test.checksum());
    Path[] others = {
      python,
      binary.getParent(),
      python.getParent(),
      folder.resolve("cifar-10-batches-bin"),
      folder.resolve("cifar-10-batches-py"),
      folder
    };
    for (Path other : others) {
      assertEquals(train.checksum(), edition.read(other, "train", 5).checksum(), "" + other);
      assertEquals(test.checksum(), edition.read(other, "test", 1).checksum(), "" + other);
    }
  }

  @Test
  void anArchiveWithAnotherSumIsRefused() {
    Cifar10.Edition other =
        new Cifar10.Edition(2, Map.of(Cifar10.BINARY, "0".repeat(64), Cifar10.PYTHON, ""));
    assertBad(binary, "expected SHA-256 0000", () -> other.read(binary, "test", 1));
  }

  @Test
  void damagedFilesAreOneClearError() {
    Path file = folder.resolve("cifar-10-batches-bin/test_batch.bin");
    Path bin = file.getParent();
    byte[] good = records(5);
    TestImages.write(file, Arrays.copyOf(good, good.length - 1));
    assertBad(file, "2 records of 3073 bytes, got 6145 bytes", () -> edition.read(bin, "test", 1));
    good[3073] = 10;
    TestImages.write(file, good);
    assertBad(file, "labels from 0 to 9, got 10 at image 1", () -> edition.read(bin, "test", 1));
    Path half = TestImages.write(folder.resolve("h/cifar-10-binary.tar.gz"), half(binary));
    Cifar10.Edition halved =
        new Cifar10.Edition(2, Map.of(Cifar10.BINARY, Checksums.of(half), Cifar10.PYTHON, ""));
    assertBad(half, "a damaged one", () -> halved.read(half, "train", 5));
    Path none = folder.resolve("none");
    assertBad(none, "https://www.cs.toronto.edu", () -> edition.read(none, "train", 5));
  }

  @Test
  void aPickleWithAnythingElseIsRefusedAndNothingRuns() {
    Path py = folder.resolve("cifar-10-batches-py");
    Path file = py.resolve("test_batch");
    String[] bad = {
      "cos\nsystem\n(U\u0004exitt\u0085R.", // os.system, called
      "(U\u0004exitios\nsystem\n.", // the same by another code
      "c__builtin__\neval\n(U\u00011tR.",
      "}.", // no labels
      "", // nothing
      "\u0080\u0002}q\u0001(U\u0006labels" // cut off
    };
    for (String pickle : bad) {
      TestImages.write(file, pickle.getBytes(StandardCharsets.ISO_8859_1));
      assertBad(file, "a Python pickle of CIFAR-10", () -> edition.read(py, "test", 1));
    }
    byte[] good = pickle(5);
    int type = new String(good, StandardCharsets.ISO_8859_1).indexOf("u1");
    good[type + 1] = '2';
    TestImages.write(file, good);
    assertBad(file, "instead of u1", () -> edition.read(py, "test", 1));
  }

  private static void assertBad(Path file, String part, Runnable run) {
    BadFileException error = assertThrows(BadFileException.class, run::run);
    assertEquals(file, error.file());
    assertTrue(error.getMessage().contains(part), error.getMessage());
    assertEquals(1, error.getMessage().lines().count(), error.getMessage());
  }

  private static byte[] half(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      return Arrays.copyOf(bytes, bytes.length / 2);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int pixel(int file, int image, int place) {
    return (file * 31 + image * 17 + place * 7) & 0xff;
  }

  private static int label(int file, int image) {
    return file == 5 ? image : 2 * file + image;
  }

  private static byte[] records(int file) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * (1 + IMAGE));
    for (int image = 0; image < 2; image++) {
      bytes.put((byte) label(file, image));
      for (int p = 0; p < IMAGE; p++) {
        bytes.put((byte) pixel(file, image, p));
      }
    }
    return bytes.array();
  }

  /** Writes what Python 2 writes: protocol 2, strings of bytes, an array rebuilt from its state. */
  static byte[] pickle(int file) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    text(out, "\u0080\u0002}q\u0001(U\u0004dataq\u0002");
    text(out, "cnumpy.core.multiarray\n_reconstruct\nq\u0003cnumpy\nndarray\nq\u0004K\u0000\u0085");
    text(out, "U\u0001b\u0087Rq\u0005(K\u0001K\u0002M\u0000\u000c\u0086cnumpy\ndtype\nq\u0006");
    text(out, "U\u0002u1K\u0000K\u0001\u0087Rq\u0007(K\u0003U\u0001|NNN");
    text(out, "J\u00ff\u00ff\u00ff\u00ffJ\u00ff\u00ff\u00ff\u00ffK\u0000tb\u0089T");
    out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(2 * IMAGE).array());
    for (int image = 0; image < 2; image++) {
      for (int p = 0; p < IMAGE; p++) {
        out.write(pixel(file, image, p));
      }
    }
    text(out, "tbU\u0006labelsq\u0008]q\u0009(K");
    out.write(label(file, 0));
    out.write('K');
    out.write(label(file, 1));
    text(out, "eu.");
    return out.toByteArray();
  }

  private static void text(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static int[] range(int n) {
    return IntStream.range(0, n).toArray();
  }
}
