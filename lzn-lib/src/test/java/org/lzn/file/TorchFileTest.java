package org.lzn.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sound torch files that are read, and sound ones that are not: those are not called bad. */
class TorchFileTest {
  private static final float[] NUMBERS = new float[24];

  @TempDir private Path folder;

  static {
    for (int i = 0; i < NUMBERS.length; i++) {
      NUMBERS[i] = i + 0.25f;
    }
  }

  /** Names that sound programs save, as PyTorch 2.7 pickles them. */
  @ParameterizedTest
  @CsvSource({
    "torch, Size, tuple(size)",
    "torch, device, str(device)",
    "torch, float32, str(dtype)",
    "torch, bfloat16, str(dtype)",
    "numpy.core.multiarray, scalar, number.item()",
    "numpy._core.multiarray, scalar, number.item()",
    "numpy.core.multiarray, _reconstruct, torch.from_numpy(array)",
    "numpy, dtype, tensors and plain numbers",
    "collections, defaultdict, a plain dict",
    "__builtin__, set, a plain list",
    "argparse, Namespace, vars(namespace)",
    "torch._utils, _rebuild_sparse_tensor, plain float32 tensors"
  })
  void anOrdinaryNameIsNotSupportedRatherThanHostile(String module, String name, String instead) {
    String message = refusal(new Pickle().op(0x80, 2).global(module, name).zip().bytes());
    assertTrue(message.contains("got " + module + "." + name + ". "), message);
    assertTrue(message.contains("not supported"), message);
    assertTrue(message.contains(instead), message);
    assertFalse(message.contains("hostile") || message.contains("ownload"), message);
  }

  @ParameterizedTest
  @ValueSource(ints = {'C', 'B', 0x8e, 0x8f, 0x91, 0x96})
  void bytesAndSetsAreNotSupportedRatherThanHostile(int operation) {
    String message = refusal(new Pickle().op(0x80, 4, operation).zip().bytes());
    assertTrue(message.contains("not supported"), message);
    assertFalse(message.contains("hostile"), message);
  }

  @ParameterizedTest
  @CsvSource({"os, system", "torch, load", "torch.storage, _load_from_bytes", "builtins, getattr"})
  void whatCouldRunIsStillHostile(String module, String name) {
    String message = refusal(new Pickle().op(0x80, 2).global(module, name).zip().bytes());
    assertTrue(message.contains("may be hostile"), message);
  }

  @Test
  void aFileWithoutChecksumsIsNotSupportedRatherThanDamaged() {
    TorchZip zip = Pickle.of(Map.of("a", new Pickle.Tensor(NUMBERS, 24))).zip();
    String message = refusal(zip.bytesWithoutSums());
    assertTrue(message.contains("expected a checksum of version, got none"), message);
    assertTrue(message.contains("set_crc32_options(True)"), message);
    assertFalse(message.contains("ownload"), message);
    byte[] damaged = zip.bytes();
    damaged[60] ^= 1;
    assertTrue(refusal(damaged).contains("Download"), "a damaged file stays one");
  }

  /** (2, 3, 4) in every order of its axes. */
  @ParameterizedTest
  @CsvSource({"12,4,1", "1,2,6", "4,8,1", "1,8,2", "12,1,3", "3,1,6"})
  void everyOrderOfAxesIsReadExactly(long first, long second, long third) throws IOException {
    long[] shape = {2, 3, 4};
    long[] strides = {first, second, third};
    float[] expected = new float[24];
    for (int i = 0; i < 24; i++) {
      expected[i] = NUMBERS[(int) (i / 12 * first + i / 4 % 3 * second + i % 4 * third)];
    }
    float[] actual = new float[24];
    assertEquals(null, read(shape, strides, 0, actual));
    assertArrayEquals(expected, actual);
  }

  @Test
  void axesOfSizeOneAndOffsetsDoNotMatter() throws IOException {
    float[] actual = new float[6];
    assertEquals(null, read(new long[] {1, 2, 1, 3}, new long[] {77, 1, 0, 2}, 5, actual));
    assertArrayEquals(new float[] {5.25f, 7.25f, 9.25f, 6.25f, 8.25f, 10.25f}, actual);
    assertEquals(null, read(new long[] {2, 0}, new long[] {9, 9}, 0, new float[0]));
  }

  @Test
  void numbersThatRepeatOrHaveGapsAreNotSupported() throws IOException {
    String repeated = read(new long[] {3, 2}, new long[] {0, 1}, 0, null);
    assertTrue(repeated.contains("strides [0, 1] of shape (3, 2)"), repeated);
    assertTrue(repeated.contains("not supported: save it again with .contiguous()"), repeated);
    String gaps = read(new long[] {3}, new long[] {2}, 0, null);
    assertTrue(gaps.contains("not supported"), gaps);
  }

  @Test
  void otherNumbersAreNotSupported() throws IOException {
    Pickle pickle = new Pickle().op(0x80, 2, '}', '(').value("a");
    pickle.tensor("HalfStorage", "0", 2, 0, new long[] {2}, new long[] {1}).op('u');
    String message = read(pickle.zip().with("data/0", new byte[4]), new float[2], 2);
    assertTrue(message.contains("got HalfStorage. It is not supported"), message);
    assertTrue(message.contains(".float()"), message);
  }

  /** Reads one tensor of {@link #NUMBERS}; returns the refusal, or null. */
  private String read(long[] shape, long[] strides, long offset, float[] result)
      throws IOException {
    Pickle pickle = new Pickle().op(0x80, 2, '}', '(').value("a");
    pickle.tensor("FloatStorage", "0", 24, offset, shape, strides).op('u');
    ByteBuffer bytes = ByteBuffer.allocate(96).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(NUMBERS);
    return read(pickle.zip().with("data/0", bytes.array()), result, shape);
  }

  private String read(TorchZip zip, float[] result, long... shape) throws IOException {
    Path path = Files.write(folder.resolve("a.pt"), zip.bytes());
    try (NDManager manager = NDManager.newBaseManager();
        TorchFile file = TorchFile.open(path)) {
      NDArray target = manager.zeros(new Shape(shape));
      ((TorchTensor) file.entries().get("a")).copyTo("a", target);
      float[] numbers = target.toFloatArray();
      System.arraycopy(numbers, 0, result, 0, numbers.length);
      return null;
    } catch (BadFileException e) {
      return e.getMessage();
    }
  }

  private String refusal(byte[] bytes) {
    try {
      Path path = Files.write(folder.resolve("b.pt"), bytes);
      return assertThrows(BadFileException.class, () -> TorchFile.open(path).close()).getMessage();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
