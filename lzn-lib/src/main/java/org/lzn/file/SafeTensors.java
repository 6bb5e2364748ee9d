package org.lzn.file;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lzn.tensor.Constants;
import org.lzn.tensor.Require;
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
  private static final String METADATA = "__metadata__";

  /** A header of a thousand arrays has a tenth of a megabyte. */
  private static final long LARGEST_HEADER = 16L << 20;

  private static final long LARGEST_ARRAY = 1L << 30;

  /** The types of numbers by their names in a header. */
  private static final Map<String, DataType> TYPES =
      Map.of("F32", DataType.FLOAT32, "F16", DataType.FLOAT16);

  private final Path file;
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final Map<String, Place> places = new LinkedHashMap<>();

  private SafeTensors(Path file) {
    this.file = file;
  }

  /** Where an array's numbers are, counted from the file's start. */
  private record Place(Shape shape, DataType type, long start) {
    long bytes() {
      return shape.size() * type.getNumOfBytes();
    }
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
    byte[] header = header(sorted, new TreeMap<>(metadata)).getBytes(StandardCharsets.UTF_8);
    return WholeFile.write(
        file,
        out -> {
          out.write(littleEndian(Long.BYTES).putLong(header.length).array());
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
    SafeTensors tensors = new SafeTensors(file);
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      tensors.readHeader(in);
    } catch (IOException | RuntimeException e) {
      String reason = Files.exists(file) ? String.valueOf(e.getMessage()) : "no such file";
      throw bad(file, reason, e);
    }
    return tensors;
  }

  /** Returns the texts about the arrays. */
  public Map<String, String> metadata() {
    return Collections.unmodifiableMap(metadata);
  }

  /** Returns the arrays' names in the file's order. */
  public Set<String> names() {
    return Collections.unmodifiableSet(places.keySet());
  }

  /** Returns the shape of an array. */
  public Shape shape(String name) {
    return place(name).shape;
  }

  /** Reads an array, as float32. */
  public NDArray read(NDManager manager, String name) {
    Place place = place(name);
    long size = place.bytes();
    if (size > Limits.bytes(LARGEST_ARRAY)) {
      String expected = "at most " + Limits.bytes(LARGEST_ARRAY) + " bytes for " + name;
      throw wrong(expected, size + "");
    }
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer bytes = littleEndian((int) size);
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, place.start + bytes.position()) < 0) {
          throw new IOException("it ends within " + name);
        }
      }
      return floats(manager, place, bytes.flip());
    } catch (IOException e) {
      throw bad(file, e.getMessage(), e);
    }
  }

  private static NDArray floats(NDManager manager, Place place, ByteBuffer bytes) {
    if (place.type == DataType.FLOAT16) {
      try (NDArray half = manager.create(bytes, place.shape, DataType.FLOAT16)) {
        return half.toType(DataType.FLOAT32, true);
      }
    }
    // Not by toType: to the same type it gives, whatever is asked, a view of the same memory.
    float[] values = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(values);
    return Constants.of(manager, values, place.shape);
  }

  /** Reads an array into another of its shape, which stays where it is. */
  public void copyTo(String name, NDArray target) {
    requireSame(name, target);
    try (Scope scope = Scope.open()) {
      read(target.getManager(), name).copyTo(target);
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
    if (!places.keySet().equals(targets.keySet())) {
      throw wrong(
          "the " + targets.size() + " arrays of this model",
          places.size()
              + " arrays"
              + firstOf("without", targets.keySet(), places.keySet())
              + firstOf("with", places.keySet(), targets.keySet()));
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

  private Place place(String name) {
    Place place = places.get(name);
    if (place == null) {
      throw wrong("an array named " + name, places.size() + " arrays without it");
    }
    return place;
  }

  private static String header(
      SortedMap<String, NDArray> tensors, SortedMap<String, String> metadata) {
    JsonObject header = new JsonObject();
    JsonObject texts = new JsonObject();
    metadata.forEach(texts::addProperty);
    header.add(METADATA, texts);
    long[] end = {0};
    tensors.forEach(
        (name, tensor) -> {
          DataType type = tensor.getDataType();
          Require.that(
              TYPES.containsValue(type) && !name.equals(METADATA),
              "%s must be float32 or float16, got %s",
              name,
              type);
          long start = end[0];
          end[0] += tensor.size() * type.getNumOfBytes();
          header.add(name, entry(tensor, start, end[0]));
        });
    String text = header.toString();
    // Blanks at its end bring the numbers to a multiple of eight, as the format asks.
    return text + " ".repeat((8 - text.getBytes(StandardCharsets.UTF_8).length % 8) % 8);
  }

  private static JsonObject entry(NDArray tensor, long start, long end) {
    JsonObject entry = new JsonObject();
    entry.addProperty("dtype", tensor.getDataType() == DataType.FLOAT16 ? "F16" : "F32");
    entry.add("shape", Json.tree(tensor.getShape().getShape()));
    entry.add("data_offsets", Json.tree(new long[] {start, end}));
    return entry;
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

  private void readHeader(RandomAccessFile in) throws IOException {
    byte[] first = new byte[Long.BYTES];
    in.readFully(first);
    long length = ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN).getLong();
    Require.that(
        length >= 2 && length <= Math.min(LARGEST_HEADER, in.length() - Long.BYTES),
        "a header of %d bytes in a file of %d (2 to %d are read)",
        length,
        in.length(),
        LARGEST_HEADER);
    byte[] header = new byte[(int) length];
    in.readFully(header);
    JsonElement json = Json.parse(new String(header, StandardCharsets.UTF_8));
    long start = Long.BYTES + length;
    for (var entry : json.getAsJsonObject().entrySet()) {
      JsonObject value = entry.getValue().getAsJsonObject();
      if (entry.getKey().equals(METADATA)) {
        value.entrySet().forEach(e -> metadata.put(e.getKey(), e.getValue().getAsString()));
      } else {
        start = addPlace(entry.getKey(), value, start, Long.BYTES + length);
      }
    }
    Require.that(start == in.length(), "%d bytes where %d belong", in.length(), start);
  }

  /** Adds the place of the next array, and returns where it ends. */
  private long addPlace(String name, JsonObject entry, long start, long origin) {
    DataType type =
        TYPES.get(entry.get("dtype") instanceof JsonPrimitive text ? text.getAsString() : "");
    Require.that(type != null, "%s of type %s, not F32 or F16", name, entry.get("dtype"));
    Shape shape = new Shape(longs(entry.get("shape")));
    long size = type.getNumOfBytes();
    for (long side : shape.getShape()) {
      Require.that(side >= 0, "%s of shape %s", name, shape);
      size = Math.multiplyExact(size, side);
    }
    long[] offsets = longs(entry.get("data_offsets"));
    Require.that(
        offsets.length == 2
            && offsets[0] == start - origin
            && offsets[1] == Math.addExact(start - origin, size),
        "%s at %s, not right after the array before",
        name,
        entry.get("data_offsets"));
    places.put(name, new Place(shape, type, start));
    return start + size;
  }

  private static long[] longs(JsonElement array) {
    Require.that(array != null && array.isJsonArray(), "a header without a shape or a place");
    return Json.value(array, long[].class);
  }

  private static BadFileException bad(Path file, String reason, Throwable cause) {
    return new BadFileException(
        file,
        "a sound safetensors file",
        reason.lines().findFirst().orElse("an error"),
        "Restore it, or write it again.",
        cause);
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
