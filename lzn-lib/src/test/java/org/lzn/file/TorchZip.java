package org.lzn.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes zip archives like those of torch.save, and worse ones. */
public final class TorchZip {
  private final Map<String, byte[]> entries = new LinkedHashMap<>();
  private boolean packed;
  private String comment;

  /** Sets an entry in the archive's folder. */
  public TorchZip with(String name, byte[] bytes) {
    return withRaw("archive/" + name, bytes);
  }

  /** Sets a text entry in the archive's folder. */
  public TorchZip with(String name, String text) {
    return with(name, text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Sets an entry of any name. */
  public TorchZip withRaw(String name, byte[] bytes) {
    entries.put(name, bytes);
    return this;
  }

  /** Returns an entry's bytes. */
  public byte[] entry(String name) {
    return entries.get("archive/" + name);
  }

  /** Leaves an entry out. */
  public TorchZip without(String name) {
    entries.remove("archive/" + name);
    return this;
  }

  /** Compresses the entries. */
  public TorchZip packed() {
    packed = true;
    return this;
  }

  /** Returns the archive as torch writes it with {@code set_crc32_options(False)}: all sums 0. */
  public byte[] bytesWithoutSums() {
    byte[] bytes = bytes();
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    for (int at = text.indexOf("PK\3\4"); at >= 0; at = text.indexOf("PK\3\4", at + 1)) {
      Arrays.fill(bytes, at + 14, at + 18, (byte) 0);
    }
    for (int at = text.indexOf("PK\1\2"); at >= 0; at = text.indexOf("PK\1\2", at + 1)) {
      Arrays.fill(bytes, at + 16, at + 20, (byte) 0);
    }
    return bytes;
  }

  /** Adds a comment at the end. */
  public TorchZip commented(String text) {
    comment = text;
    return this;
  }

  /** Returns the archive; the same entries give the same bytes. */
  public byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setComment(comment);
      for (Map.Entry<String, byte[]> each : entries.entrySet()) {
        zip.putNextEntry(packed ? new ZipEntry(each.getKey()) : stored(each));
        zip.write(each.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static ZipEntry stored(Map.Entry<String, byte[]> each) {
    ZipEntry entry = new ZipEntry(each.getKey());
    CRC32 sum = new CRC32();
    sum.update(each.getValue());
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(each.getValue().length);
    entry.setCrc(sum.getValue());
    entry.setTimeLocal(LocalDateTime.of(2000, 1, 1, 0, 0));
    return entry;
  }
}
