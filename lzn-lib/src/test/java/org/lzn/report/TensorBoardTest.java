package org.lzn.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The events, read by the definition of their format, and by TensorBoard where there is one. */
class TensorBoardTest {
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};

  @TempDir private Path folder;

  @BeforeEach
  void write() {
    Clock clock = Clock.fixed(Instant.parse("2026-01-02T03:04:05.500Z"), ZoneOffset.UTC);
    EventFile events = EventFile.in(folder, clock);
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("training.batch", "64");
    settings.put("solver", "euler, 20 steps");
    events.settings("a run", settings);
    events.scalar("loss/training", 10, .25);
    events.scalar("loss/training", 20, .125);
    events.image("samples", 20, 7, 9, PNG);
  }

  @Test
  void recordsHaveTheirChecksumsAndEventsTheirFields() throws IOException {
    List<byte[]> records = records(Files.readAllBytes(file()));
    assertEquals(5, records.size());
    assertEquals(1767323045.5, (Double) fields(records.get(0)).get(1));
    assertEquals("brain.Event:2", text(fields(records.get(0)).get(3)));
    Map<Integer, Object> scalar = fields(records.get(3));
    assertEquals(20L, scalar.get(2));
    Map<Integer, Object> value = value(scalar);
    assertEquals("loss/training", text(value.get(1)));
    assertEquals(.125f, value.get(2));
    Map<Integer, Object> image = fields((byte[]) value(fields(records.get(4))).get(4));
    assertEquals(List.of(7L, 9L, 3L), List.of(image.get(1), image.get(2), image.get(3)));
    assertArrayEquals(PNG, (byte[]) image.get(4));
    Map<Integer, Object> settings = value(fields(records.get(1)));
    assertEquals("_hparams_/session_start_info", text(settings.get(1)));
    assertTrue(text(settings.get(9)).contains("euler, 20 steps"));
  }

  @Test
  void tensorBoardReadsThem() throws Exception {
    String python = System.getenv().getOrDefault("TENSORBOARD_PYTHON", "python3");
    assumeTrue(
        ends(python, "import tensorboard") == 0,
        "TensorBoard is not there: pip install tensorboard, or name its Python in"
            + " TENSORBOARD_PYTHON");
    String code =
        """
        import sys
        from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
        from tensorboard.plugins.hparams import metadata
        a = EventAccumulator(sys.argv[1], size_guidance={'images': 0}).Reload()
        assert [(e.step, e.value) for e in a.Scalars('loss/training')] == [(10, .25), (20, .125)]
        [image] = a.Images('samples')
        assert (image.step, image.width, image.height) == (20, 9, 7), image
        assert image.encoded_image_string == b'\\x89PNG'
        content = a.SummaryMetadata('_hparams_/session_start_info').plugin_data.content
        start = metadata.parse_session_start_info_plugin_data(content)
        told = {key: value.string_value for key, value in start.hparams.items()}
        assert told == {'training.batch': '64', 'solver': 'euler, 20 steps'}, told
        assert start.group_name == 'a run'
        """;
    assertEquals(0, ends(python, code, folder.toString()), "see the words above");
  }

  private static int ends(String python, String code, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(python, "-c", code));
    command.addAll(List.of(arguments));
    try {
      return new ProcessBuilder(command)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(
              arguments.length == 0
                  ? ProcessBuilder.Redirect.DISCARD
                  : ProcessBuilder.Redirect.INHERIT)
          .start()
          .waitFor();
    } catch (IOException e) {
      return -1; // no such Python
    }
  }

  private Path file() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertEquals(1, all.size());
      assertTrue(all.get(0).getFileName().toString().contains("tfevents"));
      return all.get(0);
    }
  }

  /** Length, its checksum, data, their checksum. */
  private static List<byte[]> records(byte[] file) {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    List<byte[]> records = new ArrayList<>();
    while (in.hasRemaining()) {
      byte[] length = new byte[Long.BYTES];
      in.get(length);
      assertEquals(masked(length), Integer.toUnsignedLong(in.getInt()));
      byte[] data =
          new byte[(int) ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong()];
      in.get(data);
      assertEquals(masked(data), Integer.toUnsignedLong(in.getInt()));
      records.add(data);
    }
    return records;
  }

  /** By 64-bit numbers, unlike the writer. */
  private static long masked(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    long c = crc.getValue();
    return ((c / 32768 + c * 131072) % 4294967296L + 2726488792L) % 4294967296L;
  }

  private static Map<Integer, Object> value(Map<Integer, Object> event) throws IOException {
    return fields((byte[]) fields((byte[]) event.get(5)).get(1));
  }

  private static Map<Integer, Object> fields(byte[] message) throws IOException {
    Map<Integer, Object> fields = new LinkedHashMap<>();
    CodedInputStream in = CodedInputStream.newInstance(message);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      Object value =
          switch (WireFormat.getTagWireType(tag)) {
            case WireFormat.WIRETYPE_VARINT -> in.readInt64();
            case WireFormat.WIRETYPE_FIXED64 -> in.readDouble();
            case WireFormat.WIRETYPE_FIXED32 -> in.readFloat();
            default -> in.readByteArray();
          };
      fields.put(WireFormat.getTagFieldNumber(tag), value);
    }
    return fields;
  }

  private static String text(Object bytes) {
    return new String((byte[]) bytes, StandardCharsets.UTF_8);
  }
}
