package org.lzn.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** IDX files, sound and bad, made for the tests. */
final class TestFiles {
  private TestFiles() {}

  /** Returns an IDX file's bytes: magic number, sizes, data. */
  static byte[] idx(int magic, int[] sizes, byte[] data) {
    ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * sizes.length + data.length).putInt(magic);
    for (int size : sizes) {
      bytes.putInt(size);
    }
    return bytes.put(data).array();
  }

  static byte[] gzip(byte[] bytes) {
    try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      try (GZIPOutputStream packed = new GZIPOutputStream(out)) {
        packed.write(bytes);
      }
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path write(Path folder, String name, byte[] bytes) {
    try {
      Files.createDirectories(folder);
      return Files.write(folder.resolve(name), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns bytes 0, 7, 14, ... modulo 256. */
  static byte[] pixels(int n) {
    byte[] pixels = new byte[n];
    for (int i = 0; i < n; i++) {
      pixels[i] = (byte) (7 * i);
    }
    return pixels;
  }
}
