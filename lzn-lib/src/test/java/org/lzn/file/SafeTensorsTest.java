package org.lzn.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SafeTensorsTest {
  private static final String A = "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}";

  @TempDir private Path folder;

  @Test
  void whatIsWrittenIsReadAndByDjlToo() throws IOException {
    try (NDManager manager = NDManager.newBaseManager()) {
      Path file = folder.resolve("w.safetensors");
      SafeTensors.write(file, arrays(manager), Map.of("note", "a \"quoted\" ä"));
      SafeTensors read = SafeTensors.open(file);
      assertEquals(Map.of("note", "a \"quoted\" ä"), read.metadata());
      assertEquals(new Shape(2, 3), read.shape("matrix"));
      for (var array : arrays(manager).entrySet()) {
        assertArrayEquals(
            array.getValue().toFloatArray(), read.read(manager, array.getKey()).toFloatArray());
      }
      try (InputStream in = Files.newInputStream(file)) {
        NDList theirs = NDList.decode(manager, in);
        assertArrayEquals(
            arrays(manager).get("matrix").toFloatArray(), theirs.get("matrix").toFloatArray());
      }
    }
  }

  @Test
  void halvesAreReadAsFloatsAndByDjlToo() throws IOException {
    try (NDManager manager = NDManager.newBaseManager()) {
      Path file = folder.resolve("h.safetensors");
      float[] values = {1, -2.5f, 65_504, 6e-8f, 0, 1f / 3};
      NDArray half = manager.create(values, new Shape(3, 2)).toType(DataType.FLOAT16, true);
      SafeTensors.write(file, Map.of("half", half, "whole", manager.create(0.1f)), Map.of());
      NDArray read = SafeTensors.open(file).read(manager, "half");
      assertEquals(DataType.FLOAT32, read.getDataType());
      assertEquals(new Shape(3, 2), read.getShape());
      // 1/3 = 0.0101010101 01…₂ is 1365 / 4096 with 11 bits; 6e-8 is next to the smallest, 2⁻²⁴.
      float[] rounded = {1, -2.5f, 65_504, 0x1p-24f, 0, 1365 / 4096f};
      assertArrayEquals(rounded, read.toFloatArray());
      assertEquals(0.1f, SafeTensors.open(file).read(manager, "whole").getFloat());
      try (InputStream in = Files.newInputStream(file)) {
        NDArray theirs = NDList.decode(manager, in).get("half");
        assertArrayEquals(rounded, theirs.toType(DataType.FLOAT32, true).toFloatArray());
      }
    }
  }

  /** The order of {@code Map.of} is another in every process. */
  @Test
  void equalArraysGiveEqualFilesInWhateverOrderTheyCome() throws IOException {
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> arrays = arrays(manager);
      Map<String, String> about = new LinkedHashMap<>();
      about.put("recipe", "rf");
      about.put("seed", "1");
      Path one = SafeTensors.write(folder.resolve("1"), arrays, about);
      Path two = SafeTensors.write(folder.resolve("2"), reversed(arrays), reversed(about));
      assertEquals(-1, Files.mismatch(one, two));
    }
  }

  private static <T> Map<String, T> reversed(Map<String, T> map) {
    Map<String, T> reversed = new LinkedHashMap<>();
    List<String> names = new ArrayList<>(map.keySet());
    Collections.reverse(names);
    names.forEach(name -> reversed.put(name, map.get(name)));
    return reversed;
  }

  @Test
  void otherArraysAreRefusedAndNothingIsChanged() {
    try (NDManager manager = NDManager.newBaseManager()) {
      Path file = folder.resolve("w.safetensors");
      SafeTensors.write(file, arrays(manager), Map.of());
      Map<String, NDArray> targets = new LinkedHashMap<>(arrays(manager));
      targets.get("matrix").muli(0);
      targets.put("scalar", manager.zeros(new Shape(1)));
      String shape =
          assertThrows(BadFileException.class, () -> SafeTensors.open(file).copyTo(targets))
              .getMessage();
      assertTrue(shape.contains("expected scalar of shape (1), got shape ()"), shape);
      assertEquals(0, targets.get("matrix").sum().getFloat());
      targets.remove("scalar");
      targets.put("another", manager.zeros(new Shape(1)));
      String names =
          assertThrows(BadFileException.class, () -> SafeTensors.open(file).copyTo(targets))
              .getMessage();
      assertTrue(names.contains("without another, with scalar"), names);
    }
  }

  @Test
  void onlyFloatsAreWritten() {
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> doubles = Map.of("d", manager.zeros(new Shape(1), DataType.FLOAT64));
      assertThrows(
          IllegalArgumentException.class,
          () -> SafeTensors.write(folder.resolve("d"), doubles, Map.of()));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badFiles")
  void aBadFileIsRefusedInOneLine(String name, byte[] bytes, String reason) throws IOException {
    Path file = Files.write(folder.resolve("bad"), bytes);
    BadFileException error = assertThrows(BadFileException.class, () -> readAll(file));
    assertTrue(error.getMessage().contains(reason), error.getMessage());
    assertEquals(1, error.getMessage().lines().count());
  }

  static Stream<Arguments> badFiles() {
    byte[] sound = file("{" + A + "}", 8);
    return Stream.of(
        bad("empty", new byte[0], "expected a sound safetensors file"),
        bad("seven bytes", new byte[7], "expected a sound safetensors file"),
        bad("text", "this is no tensor file".getBytes(StandardCharsets.UTF_8), "a header of"),
        bad("length zero", new byte[8], "a header of 0 bytes"),
        bad("length negative", ByteBuffer.allocate(8).putLong(-1).array(), "a header of -1"),
        bad("length of 10 GB", length(10_000_000_000L), "a header of 10000000000 bytes"),
        bad("length beyond the end", length(100), "a header of 100 bytes in a file of 8"),
        bad("cut in the header", cut(sound, 20), "a header of"),
        bad("cut in the numbers", cut(sound, sound.length - 1), "bytes where"),
        bad("one byte more", file("{" + A + "}", 9), "bytes where"),
        bad("not JSON", file("nonsense", 8), "expected a sound safetensors file"),
        bad("half of the JSON", file("{" + A, 8), "expected a sound safetensors file"),
        bad("a list", file("[1,2]", 8), "expected a sound safetensors file"),
        bad("an array that is a number", file("{\"a\":3}", 8), "sound safetensors"),
        bad("doubles", file("{" + A.replace("F32", "F64") + "}", 8), "not F32"),
        bad("halves", file("{" + A.replace("F32", "F16") + "}", 8), "not right after"),
        bad("a type of number", file("{" + A.replace("\"F32\"", "32") + "}", 8), "not F32"),
        bad("no type", file("{\"a\":{\"shape\":[2],\"data_offsets\":[0,8]}}", 8), "not F32"),
        bad("no shape", file("{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,8]}}", 8), "a shape"),
        bad("no place", file("{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}}", 8), "or a place"),
        bad("negative shape", file("{" + A.replace("[2]", "[-2]") + "}", 8), "shape must be"),
        bad("too large a shape", file("{" + A.replace("[2]", "[3]") + "}", 8), "not right after"),
        bad(
            "a shape beyond 64 bits",
            file("{" + A.replace("[2]", "[4294967296,4294967296]") + "}", 8),
            "overflow"),
        bad("a shape of text", file("{" + A.replace("[2]", "[\"x\"]") + "}", 8), "sound"),
        bad("a place that begins late", file("{" + A.replace("[0,8]", "[4,12]") + "}", 12), "not"),
        bad("a place before the start", file("{" + A.replace("[0,8]", "[-8,0]") + "}", 8), "not"),
        bad("a place of three", file("{" + A.replace("[0,8]", "[0,4,8]") + "}", 8), "not right"),
        bad(
            "two arrays in one place",
            file("{" + A + "," + A.replace("\"a\"", "\"b\"") + "}", 8),
            "b at [0,8]"),
        bad("metadata of numbers in a list", file("{\"__metadata__\":[1]," + A + "}", 8), "sound"),
        bad("deep nesting", file("[".repeat(100_000), 8), "sound safetensors"),
        bad("a comment", file("{/* */" + A + "}", 8), "sound safetensors"),
        bad("not UTF-8", file(new byte[] {'{', (byte) 0xff, '}'}, 8), "sound safetensors"));
  }

  @Test
  void aMissingFileIsNamed() {
    String message =
        assertThrows(BadFileException.class, () -> SafeTensors.open(folder.resolve("none")))
            .getMessage();
    assertTrue(message.contains("none: expected a sound safetensors file, got no such file"));
  }

  /** Ten thousand mutations of a sound file: each is read or refused with our own exception. */
  @Test
  void noMutationDoesAnythingElse() throws IOException {
    Path file = folder.resolve("w.safetensors");
    try (NDManager manager = NDManager.newBaseManager()) {
      SafeTensors.write(file, arrays(manager), Map.of("note", "sound"));
    }
    byte[] sound = Files.readAllBytes(file);
    SplittableRandom random = new SplittableRandom(1);
    int refused = 0;
    for (int i = 0; i < 10_000; i++) {
      Files.write(file, mutated(sound, random));
      try {
        SafeTensors.open(file);
      } catch (BadFileException e) {
        refused++;
      }
    }
    assertTrue(refused > 3000 && refused < 10_000, refused + " refused");
  }

  private static byte[] mutated(byte[] sound, SplittableRandom random) {
    byte[] bytes = sound.clone();
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      int place = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[place] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[place] = (byte) random.nextInt(256);
        case 2 -> bytes[place] = (byte) "0123456789[]{},:\"-eE".charAt(random.nextInt(20));
        default -> bytes = cut(bytes, Math.max(1, place));
      }
    }
    return bytes;
  }

  private static void readAll(Path file) {
    try (NDManager manager = NDManager.newBaseManager()) {
      SafeTensors tensors = SafeTensors.open(file);
      tensors.names().forEach(name -> tensors.read(manager, name).close());
    }
  }

  private static Map<String, NDArray> arrays(NDManager manager) {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    arrays.put("matrix", manager.create(new float[] {1, -2, 3, 4.5f, 0, 1e-30f}, new Shape(2, 3)));
    arrays.put("scalar", manager.create(7f));
    arrays.put("none", manager.create(new float[0], new Shape(0, 5)));
    return arrays;
  }

  private static Arguments bad(String name, byte[] bytes, String reason) {
    return Arguments.of(name, bytes, reason);
  }

  private static byte[] length(long length) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array();
  }

  private static byte[] file(String header, int numbers) {
    return file(header.getBytes(StandardCharsets.UTF_8), numbers);
  }

  private static byte[] file(byte[] header, int numbers) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(length(header.length));
    out.writeBytes(header);
    out.writeBytes(new byte[numbers]);
    return out.toByteArray();
  }

  private static byte[] cut(byte[] bytes, int length) {
    return Arrays.copyOf(bytes, length);
  }
}
