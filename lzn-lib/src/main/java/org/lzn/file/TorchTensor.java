package org.lzn.file;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.lzn.tensor.Require;
import org.lzn.tensor.Scope;

/**
 * A tensor in a torch file. Its numbers stay in the file until they are asked for, and then pass
 * through a small buffer: a large file needs no second copy in memory.
 *
 * <p>The device it was saved from does not matter.
 */
public final class TorchTensor {
  private static final int NUMBERS_AT_ONCE = 1 << 18;

  private final TorchFile file;
  private final TorchStorage storage;
  private final long offset;
  private final Shape shape;
  private final boolean contiguous;

  TorchTensor(TorchFile file, TorchStorage storage, long offset, long[] shape, long[] strides) {
    this.file = file;
    this.storage = storage;
    this.offset = offset;
    this.shape = new Shape(shape);
    this.contiguous = rowMajor(shape, strides);
  }

  private static boolean rowMajor(long[] shape, long[] strides) {
    long expected = 1;
    for (int i = shape.length - 1; i >= 0; i--) {
      if (shape[i] > 1 && strides[i] != expected) {
        return false;
      }
      expected *= shape[i];
    }
    return true;
  }

  /** Returns the shape. */
  public Shape shape() {
    return shape;
  }

  /** Returns the type as torch names it, for example "FloatStorage". */
  public String type() {
    return storage.type();
  }

  /**
   * Reads the numbers into an array that exists, on whatever device it lies.
   *
   * @param name what the tensor is called in messages
   * @param target float32, of this tensor's shape; after a failure it holds a part of the numbers
   * @throws BadFileException if the numbers are not float32 in row-major order, are damaged
   *     (checksum), or are not all finite: NaN in one weight would make every output NaN
   */
  public void copyTo(String name, NDArray target) {
    Require.that(
        target.getShape().equals(shape), "%s is %s, got %s", name, shape, target.getShape());
    if (!type().equals(TorchStorage.FLOAT)) {
      throw file.bad("float32 numbers (FloatStorage) for " + name, type());
    }
    if (!contiguous) {
      throw file.bad(name + " in row-major order", "strides of another order");
    }
    try (Scope scope = Scope.open()) {
      NDArray flat = target.reshape(shape.size());
      file.stream(storage, in -> fill(name, flat, in));
    }
  }

  private void fill(String name, NDArray flat, InputStream in) throws IOException {
    in.skipNBytes(offset * Float.BYTES);
    int most = (int) Math.min(NUMBERS_AT_ONCE, shape.size());
    ByteBuffer bytes = ByteBuffer.allocate(most * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (long from = 0; from < shape.size(); from += NUMBERS_AT_ONCE) {
      int count = (int) Math.min(NUMBERS_AT_ONCE, shape.size() - from);
      int read = in.readNBytes(bytes.array(), 0, count * Float.BYTES);
      if (read < count * Float.BYTES) {
        throw file.bad(shape.size() + " numbers for " + name, "the end of the file");
      }
      float[] numbers = new float[count];
      bytes.asFloatBuffer().get(numbers);
      requireFinite(name, numbers, from);
      try (NDArray part = flat.getManager().create(numbers)) {
        flat.set(new NDIndex(from + ":" + (from + count)), part);
      }
    }
  }

  private void requireFinite(String name, float[] numbers, long from) {
    for (int i = 0; i < numbers.length; i++) {
      if (!Float.isFinite(numbers[i])) {
        throw file.bad(
            "finite numbers for " + name, numbers[i] + " at number " + (from + i), TorchFile.ANEW);
      }
    }
  }

  @Override
  public String toString() {
    return type() + " " + shape;
  }
}
