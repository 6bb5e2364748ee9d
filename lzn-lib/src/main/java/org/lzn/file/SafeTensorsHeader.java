package org.lzn.file;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import org.lzn.tensor.Require;

/**
 * What a safetensors file begins with: the length of its header in 8 bytes, little-endian, and the
 * header, JSON that gives each array's type, shape and place.
 *
 * @param metadata texts about the arrays
 * @param places where the arrays are, by name, in the file's order
 */
record SafeTensorsHeader(Map<String, String> metadata, Map<String, Place> places) {
  private static final String METADATA = "__metadata__";

  /** A header of a thousand arrays has a tenth of a megabyte. */
  private static final long LARGEST = 16L << 20;

  /** The types of numbers by their names in a header. */
  private static final Map<String, DataType> TYPES =
      Map.of("F32", DataType.FLOAT32, "F16", DataType.FLOAT16);

  SafeTensorsHeader {
    metadata = Collections.unmodifiableMap(metadata);
    places = Collections.unmodifiableMap(places);
  }

  /** Where an array's numbers are, counted from the file's start. */
  record Place(Shape shape, DataType type, long start) {
    long bytes() {
      return shape.size() * type.getNumOfBytes();
    }
  }

  /** Returns the first bytes of a file of these arrays, one after the other, and these texts. */
  static byte[] bytes(SortedMap<String, NDArray> tensors, SortedMap<String, String> metadata) {
    byte[] json = json(tensors, metadata).getBytes(StandardCharsets.UTF_8);
    // Blanks at its end bring the numbers to a multiple of eight, as the format asks.
    byte[] blanks = " ".repeat((8 - json.length % 8) % 8).getBytes(StandardCharsets.UTF_8);
    int length = json.length + blanks.length;
    return littleEndian(Long.BYTES + length).putLong(length).put(json).put(blanks).array();
  }

  private static String json(
      SortedMap<String, NDArray> tensors, SortedMap<String, String> metadata) {
    JsonObject header = new JsonObject();
    JsonObject texts = new JsonObject();
    metadata.forEach(texts::addProperty);
    header.add(METADATA, texts);
    long end = 0;
    for (Map.Entry<String, NDArray> named : tensors.entrySet()) {
      NDArray tensor = named.getValue();
      DataType type = tensor.getDataType();
      Require.that(
          TYPES.containsValue(type) && !named.getKey().equals(METADATA),
          "%s must be float32 or float16, got %s",
          named.getKey(),
          type);
      long start = end;
      end += tensor.size() * type.getNumOfBytes();
      header.add(named.getKey(), entry(tensor, start, end));
    }
    return header.toString();
  }

  private static JsonObject entry(NDArray tensor, long start, long end) {
    JsonObject entry = new JsonObject();
    entry.addProperty("dtype", tensor.getDataType() == DataType.FLOAT16 ? "F16" : "F32");
    entry.add("shape", Json.tree(tensor.getShape().getShape()));
    entry.add("data_offsets", Json.tree(new long[] {start, end}));
    return entry;
  }

  /**
   * Reads a file's header.
   *
   * @throws RuntimeException if it is not sound, or the file is longer or shorter than it says
   */
  static SafeTensorsHeader read(RandomAccessFile in) throws IOException {
    byte[] first = new byte[Long.BYTES];
    in.readFully(first);
    long length = ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN).getLong();
    Require.that(
        length >= 2 && length <= Math.min(LARGEST, in.length() - Long.BYTES),
        "a header of %d bytes in a file of %d (2 to %d are read)",
        length,
        in.length(),
        LARGEST);
    byte[] header = new byte[(int) length];
    in.readFully(header);
    JsonElement json = Json.parse(new String(header, StandardCharsets.UTF_8));
    long origin = Long.BYTES + length;
    Map<String, String> metadata = new LinkedHashMap<>();
    Map<String, Place> places = new LinkedHashMap<>();
    long end = origin;
    for (var entry : json.getAsJsonObject().entrySet()) {
      JsonObject value = entry.getValue().getAsJsonObject();
      if (entry.getKey().equals(METADATA)) {
        value.entrySet().forEach(e -> metadata.put(e.getKey(), e.getValue().getAsString()));
      } else {
        Place place = place(entry.getKey(), value, end, origin);
        places.put(entry.getKey(), place);
        end += place.bytes();
      }
    }
    Require.that(end == in.length(), "%d bytes where %d belong", in.length(), end);
    return new SafeTensorsHeader(metadata, places);
  }

  /** Returns the place of the next array, which must begin where the one before ends. */
  private static Place place(String name, JsonObject entry, long start, long origin) {
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
    return new Place(shape, type, start);
  }

  private static long[] longs(JsonElement array) {
    Require.that(array != null && array.isJsonArray(), "a header without a shape or a place");
    return Json.value(array, long[].class);
  }

  static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
