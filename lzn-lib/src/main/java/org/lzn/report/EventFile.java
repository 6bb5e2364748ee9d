package org.lzn.report;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * A file of events as TensorBoard reads them while it grows. It is a TFRecord file: each record is
 * its length (8 bytes, little-endian), the masked CRC32C of the length, the data, and the data's
 * masked CRC32C, mask(c) = ((c >> 15) | (c << 17)) + 0xa282ead8. The data are messages {@code
 * Event} of TensorFlow's event.proto, written by field number.
 */
final class EventFile {
  private static final int MASK = 0xa282ead8;
  private static final int RGB = 3;
  private static final int FLOAT = 1; // DataType.DT_FLOAT

  private final Path file;
  private final Clock clock;

  private EventFile(Path file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  /** Begins a file of its own in a folder; TensorBoard reads those of one folder one by one. */
  static EventFile in(Path folder, Clock clock) {
    String name =
        String.format(
            Locale.ROOT,
            "events.out.tfevents.%010d.lzn.%d",
            clock.instant().getEpochSecond(),
            ProcessHandle.current().pid());
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the folder " + folder, e);
    }
    EventFile events = new EventFile(folder.resolve(name), clock);
    events.append(0, out -> out.writeString(3, "brain.Event:2"));
    return events;
  }

  /** Adds a number at a step. */
  void scalar(String tag, long step, double value) {
    value(step, tag, out -> out.writeFloat(2, (float) value));
  }

  /** Adds a picture at a step. */
  void image(String tag, long step, int height, int width, byte[] png) {
    byte[] image =
        message(
            out -> {
              out.writeInt32(1, height);
              out.writeInt32(2, width);
              out.writeInt32(3, RGB);
              out.writeByteArray(4, png);
            });
    value(step, tag, out -> out.writeByteArray(4, image));
  }

  /** Adds the settings of the run, for the page that compares runs by them (plug-in hparams). */
  void settings(String group, Map<String, String> settings) {
    byte[] start =
        message(
            out -> {
              for (Map.Entry<String, String> setting : settings.entrySet()) {
                byte[] text = message(v -> v.writeString(3, setting.getValue()));
                out.writeByteArray(1, entry(setting.getKey(), text));
              }
              out.writeString(4, group);
              out.writeDouble(5, seconds());
            });
    byte[] content = message(out -> out.writeByteArray(3, start)); // of version 0, the first
    byte[] plugin =
        message(
            out -> {
              out.writeString(1, "hparams");
              out.writeByteArray(2, content);
            });
    byte[] none =
        message(
            out -> {
              out.writeEnum(1, FLOAT);
              out.writeByteArray(2, new byte[0]);
            });
    value(
        0,
        "_hparams_/session_start_info",
        out -> {
          out.writeByteArray(8, none);
          out.writeByteArray(9, message(meta -> meta.writeByteArray(1, plugin)));
        });
  }

  private static byte[] entry(String key, byte[] value) {
    return message(
        out -> {
          out.writeString(1, key);
          out.writeByteArray(2, value);
        });
  }

  private void value(long step, String tag, Fields fields) {
    byte[] value =
        message(
            out -> {
              out.writeString(1, tag);
              fields.write(out);
            });
    byte[] summary = message(out -> out.writeByteArray(1, value));
    append(step, out -> out.writeByteArray(5, summary));
  }

  private void append(long step, Fields fields) {
    byte[] data =
        message(
            out -> {
              out.writeDouble(1, seconds());
              out.writeInt64(2, step);
              fields.write(out);
            });
    ByteBuffer record = ByteBuffer.allocate(data.length + 16).order(ByteOrder.LITTLE_ENDIAN);
    record.putLong(data.length);
    record.putInt(checksum(record.array(), Long.BYTES));
    record.put(data).putInt(checksum(data, data.length));
    try {
      Files.write(file, record.array(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write TensorBoard's events: " + e.getMessage(), e);
    }
  }

  private double seconds() {
    return clock.millis() * 1e-3;
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    int value = (int) crc.getValue();
    return ((value >>> 15) | (value << 17)) + MASK;
  }

  @FunctionalInterface
  private interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }

  private static byte[] message(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      fields.write(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("an array in memory took no more", e);
    }
    return bytes.toByteArray();
  }
}
