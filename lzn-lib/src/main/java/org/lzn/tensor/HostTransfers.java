package org.lzn.tensor;

import ai.djl.ndarray.NDArray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The doors between Java's memory and the device's, and how often they were used.
 *
 * <p>On a GPU each reading waits until the device has caught up. In packages that build graphs
 * nothing else may read an array or make one of Java's numbers ({@link Constants#of}); a test holds
 * them to it, and another counts the transfers of a training step. Single numbers handed to an
 * operation, as in {@code x.muli(2)}, are not counted: the device does not wait for them.
 */
public final class HostTransfers {
  private static final AtomicLong UP = new AtomicLong();
  private static final AtomicLong DOWN = new AtomicLong();

  private HostTransfers() {}

  /**
   * How many arrays went through.
   *
   * @param up from Java to the device
   * @param down from the device to Java
   */
  public record Count(long up, long down) {
    /** Returns what came after an earlier count. */
    public Count since(Count earlier) {
      return new Count(up - earlier.up, down - earlier.down);
    }
  }

  /** Returns the transfers of this process so far. */
  public static Count count() {
    return new Count(UP.get(), DOWN.get());
  }

  /** Reads an array of float32, in row-major order. */
  public static float[] floats(NDArray array) {
    DOWN.incrementAndGet();
    return array.toFloatArray();
  }

  /** Reads an array of float64, in row-major order. */
  public static double[] doubles(NDArray array) {
    DOWN.incrementAndGet();
    return array.toDoubleArray();
  }

  /** Reads an array of int64, in row-major order. */
  public static long[] longs(NDArray array) {
    DOWN.incrementAndGet();
    return array.toLongArray();
  }

  /** Reads a scalar of float32 or float64. */
  public static double number(NDArray scalar) {
    DOWN.incrementAndGet();
    return switch (scalar.getDataType()) {
      case FLOAT32 -> scalar.getFloat();
      case FLOAT64 -> scalar.getDouble();
      default ->
          throw new IllegalArgumentException(
              "a scalar must be float32 or float64, got " + scalar.getDataType());
    };
  }

  /**
   * Returns an array as Java code leaves it: on a CPU in the array's own memory, elsewhere in a
   * copy that goes down and up again.
   *
   * @param flat of one axis and contiguous, as {@code flatten()} returns it; float32 or float64
   * @param change of its numbers, in the machine's order of bytes, in a direct buffer
   */
  public static NDArray changed(NDArray flat, Consumer<ByteBuffer> change) {
    if (!flat.getDevice().isGpu()) {
      change.accept(flat.toByteBuffer(true));
      return flat;
    }
    DOWN.incrementAndGet();
    ByteBuffer copy = flat.toByteBuffer(false);
    ByteBuffer direct = ByteBuffer.allocateDirect(copy.remaining()).order(ByteOrder.nativeOrder());
    change.accept(direct.put(copy).rewind());
    UP.incrementAndGet();
    NDArray changed = flat.getManager().create(flat.getShape(), flat.getDataType());
    changed.set(direct);
    return changed;
  }

  static void countUp() {
    UP.incrementAndGet();
  }
}
