package org.lzn.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Arrays of bytes in NumPy's files: an NPY file is a header that tells type and shape, and the
 * numbers; an NPZ file is a ZIP archive of such files. Format 1.0 of NumPy's {@code
 * numpy.lib.format}. (ND4J writes such files of arrays that lie in memory as a whole.)
 */
public final class NumpyBytes {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);
  private static final int ALIGNMENT = 64; // of the numbers, as the format asks

  private NumpyBytes() {}

  /**
   * Writes arrays of one size one after the other as a single one, without holding more than a
   * buffer of them.
   *
   * @param file of the archive
   * @param name of the array in it
   * @param parts files with the numbers alone
   * @param shape of all together
   */
  public static Path writeArchive(Path file, String name, List<Path> parts, long... shape) {
    return WholeFile.write(
        file,
        out -> {
          ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(out));
          zip.setLevel(Deflater.BEST_SPEED);
          ZipEntry entry = new ZipEntry(name + ".npy");
          entry.setTimeLocal(EPOCH); // equal arrays make equal files
          zip.putNextEntry(entry);
          zip.write(header(shape));
          for (Path part : parts) {
            copy(part, zip);
          }
          zip.closeEntry();
          zip.finish();
          zip.flush();
        });
  }

  private static void copy(Path part, OutputStream out) throws IOException {
    try (InputStream in = Files.newInputStream(part)) {
      long unused = in.transferTo(out);
    }
  }

  private static byte[] header(long... shape) {
    String sizes = Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining(", "));
    String about = "{'descr': '|u1', 'fortran_order': False, 'shape': (" + sizes + ",), }";
    int before = MAGIC.length + Short.BYTES;
    int end = (before + about.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    byte[] text =
        (about + " ".repeat(end - before - about.length() - 1) + "\n")
            .getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(end)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .putShort((short) text.length)
        .put(text)
        .array();
  }
}
