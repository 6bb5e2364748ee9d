package org.lzn.file;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.lzn.tensor.NativeCopy;
import org.lzn.tensor.Require;
import org.lzn.tensor.Scope;

/**
 * A tensor in a torch file. Its numbers stay in the file until they are asked for, and then pass
 * through a small buffer: a large file needs no second copy in memory.
 *
 * <p>The device it was saved from does not matter, nor does the order of its axes in the file: a
 * transposed matrix or weights kept with their channels last are put right as they are read.
 */
public final class TorchTensor {
  private static final int NUMBERS_AT_ONCE = 1 << 18;

  private final TorchFile file;
  private final TorchStorage storage;
  private final long offset;
  private final Shape shape;
  private final long[] strides;

  TorchTensor(TorchFile file, TorchStorage storage, long offset, long[] shape, long[] strides) {
    this.file = file;
    this.storage = storage;
    this.offset = offset;
    this.shape = new Shape(shape);
    this.strides = strides.clone();
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
   * @throws BadFileException if the numbers are not float32, have gaps or repeat themselves, are
   *     damaged (checksum), or are not all finite: NaN in one weight would make every output NaN
   */
  public void copyTo(String name, NDArray target) {
    Require.that(
        target.getShape().equals(shape), "%s is %s, got %s", name, shape, target.getShape());
    if (!type().equals(TorchStorage.FLOAT)) {
      throw unsupported("float32 numbers (FloatStorage) for " + name, type(), ".float()");
    }
    int[] order = dense(ascending()) ? ascending() : order();
    if (!dense(order)) {
      String actual = "the strides " + Arrays.toString(strides) + " of shape " + shape;
      throw unsupported(name + " without gaps", actual, ".contiguous().clone()");
    }
    try (Scope scope = Scope.open()) {
      if (Arrays.equals(order, ascending())) {
        read(name, target.reshape(shape.size()));
      } else {
        NDArray stored = target.getManager().zeros(permuted(order));
        read(name, stored.reshape(shape.size()));
        NativeCopy.of(stored.transpose(inverse(order)), target);
      }
    }
  }

  private BadFileException unsupported(String expected, String actual, String call) {
    return file.bad(expected, actual, "It is not supported: save it again with " + call + ".");
  }

  /** Returns the axes as they lie in the file, the slowest first; those of size one stay behind. */
  private int[] order() {
    return IntStream.range(0, strides.length)
        .boxed()
        .sorted(Comparator.comparingLong(axis -> shape.get(axis) == 1 ? 0 : -strides[axis]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** Returns whether the numbers lie one after the other in this order of the axes. */
  private boolean dense(int[] order) {
    long expected = 1;
    for (int i = order.length - 1; i >= 0; i--) {
      long size = shape.get(order[i]);
      if (size > 1 && strides[order[i]] != expected) {
        return shape.size() == 0;
      }
      expected *= size;
    }
    return true;
  }

  private int[] ascending() {
    return IntStream.range(0, strides.length).toArray();
  }

  private Shape permuted(int[] order) {
    return new Shape(Arrays.stream(order).mapToLong(shape::get).toArray());
  }

  /** Returns for each axis of the shape where it lies in the file. */
  private static int[] inverse(int[] order) {
    int[] inverse = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      inverse[order[i]] = i;
    }
    return inverse;
  }

  private void read(String name, NDArray flat) {
    file.stream(storage, in -> fill(name, flat, in));
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
