package org.lzn.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.lzn.file.BadFileException;
import org.lzn.file.Limits;

/**
 * The contents of an IDX file of unsigned bytes: the format of MNIST and Fashion-MNIST [Xiao17].
 *
 * <p>The header is two zero bytes, the type (8: unsigned byte), the number of axes, and the size of
 * each axis as a big-endian int; the data follow in row-major order. A gzip file is recognised by
 * its first bytes, whatever its name.
 */
final class Idx {
  private static final int UNSIGNED_BYTE = 8;
  private static final int GZIP = 0x1f8b;

  /** The most bytes of data: well over a million images of 28 × 28. */
  private static final long MOST = 1L << 30;

  private static final String REMEDY =
      "Put a fresh copy there, or name another folder (LZN_DATA for Fashion-MNIST, LZN_MNIST for"
          + " MNIST); see datasets/README.md.";

  private final Path file;
  private final int[] sizes;
  private final byte[] data;

  private Idx(Path file, int[] sizes, byte[] data) {
    this.file = file;
    this.sizes = sizes;
    this.data = data;
  }

  /**
   * Reads a file of images.
   *
   * @return sizes (n, height, width)
   */
  static Idx images(Path file, int height, int width) {
    Idx idx = read(file, 3, "images");
    if (idx.sizes[1] != height || idx.sizes[2] != width) {
      throw bad(
          file, "images of " + height + " x " + width, idx.sizes[1] + " x " + idx.sizes[2], null);
    }
    return idx;
  }

  /** Reads as many labels as there are images, each below {@code classes}. */
  static Idx labels(Path file, int classes, Idx images) {
    Idx idx = read(file, 1, "labels");
    for (int i = 0; i < idx.data.length; i++) {
      int label = Byte.toUnsignedInt(idx.data[i]);
      if (label >= classes) {
        String range = "labels from 0 to " + (classes - 1);
        throw bad(file, range, label + " at image " + i, null);
      }
    }
    if (idx.sizes[0] != images.sizes[0]) {
      String expected = images.sizes[0] + " labels, one for each image in " + images.file;
      throw bad(file, expected, idx.sizes[0] + " labels", null);
    }
    return idx;
  }

  byte[] data() {
    return data;
  }

  private static Idx read(Path file, int axes, String what) {
    try (InputStream in = open(file)) {
      int[] sizes = header(file, in, axes, what);
      int length = length(file, sizes, what);
      // The array grows with what comes: a packed file that claims more than it has costs little.
      byte[] data = in.readNBytes(length);
      if (data.length < length) {
        throw bad(file, length + " bytes of " + what, "only " + data.length, null);
      }
      if (in.read() >= 0) { // Reading to the end also makes gzip compare its checksum.
        throw bad(file, length + " bytes of " + what + " as its header says", "more bytes", null);
      }
      return new Idx(file, sizes, data);
    } catch (NoSuchFileException e) {
      throw bad(file, "a file of " + what, "no such file", e);
    } catch (EOFException e) {
      throw bad(file, "a whole gzip file of " + what, "one that ends too early", e);
    } catch (ZipException e) {
      throw bad(file, "a sound gzip file of " + what, "a damaged one: " + e.getMessage(), e);
    } catch (IOException e) {
      throw bad(file, "a readable file of " + what, e.toString(), e);
    }
  }

  private static int[] header(Path file, InputStream in, int axes, String what) throws IOException {
    byte[] header = in.readNBytes(Integer.BYTES * (1 + axes));
    int expected = UNSIGNED_BYTE << Byte.SIZE | axes;
    int magic = header.length < Integer.BYTES ? -1 : ByteBuffer.wrap(header).getInt();
    if (magic != expected) {
      String found = header.length < Integer.BYTES ? header.length + " bytes" : describe(magic);
      throw bad(file, what + " (magic number " + expected + ")", found, null);
    }
    if (header.length < Integer.BYTES * (1 + axes)) {
      throw bad(
          file, "a header of " + Integer.BYTES * (1 + axes) + " bytes", header.length + "", null);
    }
    int[] sizes = new int[axes];
    ByteBuffer.wrap(header, Integer.BYTES, Integer.BYTES * axes).asIntBuffer().get(sizes);
    return sizes;
  }

  private static String describe(int magic) {
    return switch (magic) {
      case UNSIGNED_BYTE << Byte.SIZE | 1 -> "labels (magic number " + magic + ")";
      case UNSIGNED_BYTE << Byte.SIZE | 3 -> "images (magic number " + magic + ")";
      default -> "magic number " + Integer.toUnsignedString(magic);
    };
  }

  /** Returns the bytes of data that the sizes claim, compared with the bound. */
  private static int length(Path file, int[] sizes, String what) {
    long most = Limits.bytes(MOST);
    long length = 1;
    for (int size : sizes) {
      length = size < 0 || length > most ? Long.MAX_VALUE : length * size;
    }
    if (length < 1 || length > most) {
      throw new BadFileException(
          file,
          "1 to " + most + " bytes of " + what,
          "sizes " + Arrays.toString(sizes),
          "If it is sound, take a part of it, or give Java more memory (-Xmx, in notebooks"
              + " LZN_HEAP): a quarter is used, up to 1 GiB. Else: "
              + REMEDY);
    }
    return (int) length;
  }

  private static InputStream open(Path file) throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file));
    try {
      raw.mark(2);
      int start = raw.read() << Byte.SIZE | raw.read();
      raw.reset();
      return start == GZIP ? new GZIPInputStream(raw, 1 << 16) : raw;
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  private static BadFileException bad(Path file, String expected, String actual, Throwable cause) {
    return new BadFileException(file, expected, actual, REMEDY, cause);
  }
}
