package org.lzn.file;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lzn.tensor.Constants;
import org.lzn.tensor.NativeCopy;
import org.lzn.tensor.Scope;

/**
 * Named float arrays in the safetensors format: the header's length in 8 bytes, little-endian, a
 * header in JSON that gives each array's type, shape and place, and the numbers as they are.
 *
 * <p>The format holds nothing that could run. Only what the kit writes is read: float32, or float16
 * where half the bytes are to do, in the order of the header, without gaps. The header is checked
 * before any number is read, and numbers are read when asked for, one array at a time, as float32.
 */
public final class SafeTensors {
  private static final long LARGEST_ARRAY = 1L << 30;

  private final Path file;
  private final SafeTensorsHeader header;

  private SafeTensors(Path file, SafeTensorsHeader header) {
    this.file = file;
    this.header = header;
  }

  /**
   * Writes arrays whole or not at all, in the order of their names: equal arrays and texts give
   * equal files, whatever the maps' order.
   *
   * @param tensors float32 or float16 arrays by name
   * @param metadata texts about them
   */
  public static Path write(Path file, Map<String, NDArray> tensors, Map<String, String> metadata) {
    SortedMap<String, NDArray> sorted = new TreeMap<>(tensors);
    byte[] header = SafeTensorsHeader.bytes(sorted, new TreeMap<>(metadata));
    return WholeFile.write(
        file,
        out -> {
          out.write(header);
          for (NDArray tensor : sorted.values()) {
            writeNumbers(out, tensor);
          }
        });
  }

  /**
   * Opens a file and checks its header.
   *
   * @throws BadFileException if it is not a sound file of this kind
   */
  public static SafeTensors open(Path file) {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      return new SafeTensors(file, SafeTensorsHeader.read(in));
    } catch (IOException | RuntimeException e) {
      String reason = Files.exists(file) ? String.valueOf(e.getMessage()) : "no such file";
      throw bad(file, reason, e);
    }
  }

  /** Returns the texts about the arrays. */
  public Map<String, String> metadata() {
    return header.metadata();
  }

  /** Returns the arrays' names in the file's order. */
  public Set<String> names() {
    return header.places().keySet();
  }

  /** Returns the shape of an array. */
  public Shape shape(String name) {
    return place(name).shape();
  }

  /** Reads an array, as float32. */
  public NDArray read(NDManager manager, String name) {
    SafeTensorsHeader.Place place = place(name);
    long size = place.bytes();
    if (size > Limits.bytes(LARGEST_ARRAY)) {
      String expected = "at most " + Limits.bytes(LARGEST_ARRAY) + " bytes for " + name;
      throw wrong(expected, size + "");
    }
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer bytes = SafeTensorsHeader.littleEndian((int) size);
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, place.start() + bytes.position()) < 0) {
          throw new IOException("it ends within " + name);
        }
      }
      return floats(manager, place, bytes.flip());
    } catch (IOException e) {
      throw bad(file, e.getMessage(), e);
    }
  }

  private static NDArray floats(
      NDManager manager, SafeTensorsHeader.Place place, ByteBuffer bytes) {
    if (place.type() == DataType.FLOAT16) {
      try (NDArray half = manager.create(bytes, place.shape(), DataType.FLOAT16)) {
        return half.toType(DataType.FLOAT32, true);
      }
    }
    // Not by toType: to the same type it gives, whatever is asked, a view of the same memory.
    float[] values = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(values);
    return Constants.of(manager, values, place.shape());
  }

  /** Reads an array into another of its shape, which stays where it is. */
  public void copyTo(String name, NDArray target) {
    requireSame(name, target);
    try (Scope scope = Scope.open()) {
      NativeCopy.of(read(target.getManager(), name), target);
    }
  }

  /**
   * Reads all arrays into their namesakes.
   *
   * @param targets as many arrays as the file has, of the same names and shapes
   * @throws BadFileException if they are not the same; then no array has changed
   */
  public void copyTo(Map<String, NDArray> targets) {
    requireSame(targets);
    try (Scope scope = Scope.open()) {
      targets.forEach(this::copyTo);
    }
  }

  /** Returns the exception for a file that holds something else than was expected of it. */
  public BadFileException wrong(String expected, String actual) {
    return new BadFileException(file, expected, actual, "Choose the file of this model.");
  }

  private void requireSame(Map<String, NDArray> targets) {
    Set<String> names = names();
    if (!names.equals(targets.keySet())) {
      throw wrong(
          "the " + targets.size() + " arrays of this model",
          names.size()
              + " arrays"
              + firstOf("without", targets.keySet(), names)
              + firstOf("with", names, targets.keySet()));
    }
    targets.forEach(this::requireSame);
  }

  private void requireSame(String name, NDArray target) {
    if (!shape(name).equals(target.getShape())) {
      throw wrong(name + " of shape " + target.getShape(), "shape " + shape(name));
    }
  }

  /** Returns the first name that is in one set and not in the other, or nothing. */
  private static String firstOf(String word, Set<String> some, Set<String> others) {
    return some.stream()
        .filter(name -> !others.contains(name))
        .findFirst()
        .map(name -> ", " + word + " " + name)
        .orElse("");
  }

  private SafeTensorsHeader.Place place(String name) {
    SafeTensorsHeader.Place place = header.places().get(name);
    if (place == null) {
      throw wrong("an array named " + name, names().size() + " arrays without it");
    }
    return place;
  }

  private static void writeNumbers(OutputStream out, NDArray tensor) throws IOException {
    ByteBuffer numbers;
    try (Scope scope = Scope.open()) {
      numbers = tensor.toByteBuffer();
    }
    byte[] part = new byte[1 << 16];
    while (numbers.hasRemaining()) {
      int n = Math.min(part.length, numbers.remaining());
      numbers.get(part, 0, n);
      out.write(part, 0, n);
    }
  }

  private static BadFileException bad(Path file, String reason, Throwable cause) {
    return new BadFileException(
        file,
        "a sound safetensors file",
        reason.lines().findFirst().orElse("an error"),
        "Restore it, or write it again.",
        cause);
  }
}
