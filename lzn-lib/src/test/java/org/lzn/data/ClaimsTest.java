package org.lzn.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.lzn.file.BadFileException;
import org.lzn.file.Checksums;
import org.lzn.file.Json;
import org.lzn.file.SafeTensors;

/**
 * Small files that claim to be large, and large ones: each is refused in one line that states the
 * bound, before memory of that size is taken.
 */
class ClaimsTest {
  private static final long MEMORY = 160L << 20;
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Path PLACE = Path.of("place");
  private static final int PNG_HEADER = 8;

  @TempDir private Path folder;

  @Test
  void imagesOfManyPixels() {
    byte[] square = png(15_000, 15_000);
    refused("got 15000 x 15000 pixels. Make it smaller", () -> decode(square));
    byte[] largest = png(0x7fffffff, 0x7fffffff);
    refused("got 2147483647 x 2147483647 pixels", () -> decode(largest));
    byte[] narrow = png(1, 200_000_000);
    refused("got 200000000 x 1 pixels", () -> decode(narrow));
    byte[] jpeg = TestImages.jpeg(TestImages.flat(8, 8, 0));
    int frame = new String(jpeg, StandardCharsets.ISO_8859_1).indexOf("\u00ff\u00c0");
    ByteBuffer.wrap(jpeg).putShort(frame + 5, (short) -1).putShort(frame + 7, (short) -1);
    refused("got 65535 x 65535 pixels", () -> decode(jpeg));
    byte[] lossless = TestImages.WEBP.clone();
    ByteBuffer.wrap(lossless).order(ByteOrder.LITTLE_ENDIAN).putInt(21, 0x0fffffff);
    refused("got 16384 x 16384 pixels", () -> decode(lossless));
    byte[] lossy = TestImages.LOSSY_WEBP.clone();
    ByteBuffer.wrap(lossy).order(ByteOrder.LITTLE_ENDIAN).putInt(26, 0x3fff3fff);
    refused("got 16383 x 16383 pixels", () -> decode(lossy));
  }

  @Test
  void aWebpWhoseTwoSizesDiffer() {
    // Its canvas is 1 x 1, its picture 16,384 x 16,384.
    byte[] picture = TestImages.WEBP.clone();
    ByteBuffer.wrap(picture).order(ByteOrder.LITTLE_ENDIAN).putInt(21, 0x0fffffff);
    ByteBuffer both = ByteBuffer.allocate(picture.length + 18).order(ByteOrder.LITTLE_ENDIAN);
    both.put(picture, 0, 12).put("VP8X".getBytes(StandardCharsets.US_ASCII)).putInt(10);
    both.put(new byte[10]).put(picture, 12, picture.length - 12);
    both.putInt(4, both.capacity() - 8);
    assertTrue(taken(() -> decode(both.array())) < MEMORY);
  }

  @Test
  void aPngWhosePaletteIsLong() {
    byte[] png = TestImages.png(new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_INDEXED));
    int palette = new String(png, StandardCharsets.ISO_8859_1).indexOf("PLTE");
    ByteBuffer.wrap(png).putInt(palette - 4, 0x7ffffff8);
    refused("2147483640 bytes in its header", () -> decode(png));
  }

  @Test
  void aSliverThatWouldGrow() {
    TestImages.write(folder.resolve("a.png"), TestImages.png(TestImages.flat(1, 30_000, 0)));
    ImageFiles images = ImageFolder.of(folder);
    refused("got 256 x 7680000 pixels", () -> images.picture(0));
    refused("damaged ones", images::withoutDamaged);
    assertEquals(30_000, images.original(0).height());
  }

  @Test
  void longImageFilesAndDevices() throws IOException {
    sparse("a.png", 300L << 20);
    ImageFiles images = ImageFolder.of(folder);
    refused("at most 268435456 bytes, got 314572800", () -> images.picture(0));
    Files.delete(folder.resolve("a.png"));
    Path endless = Path.of("/dev/zero");
    if (Files.exists(endless)) {
      Files.createSymbolicLink(folder.resolve("b.png"), endless);
      refused("no regular file", () -> ImageFolder.of(folder).picture(0));
    }
  }

  @Test
  void idxFiles() {
    byte[] header = TestFiles.idx(0x803, new int[] {2_739_138, 28, 28}, new byte[100]);
    Path packed = TestFiles.write(folder, "packed.gz", TestFiles.gzip(header));
    refused("1 to 536870912 bytes of images", () -> Idx.images(packed, 28, 28));
    Path plain = TestFiles.write(folder, "plain", header);
    refused("a quarter is used, up to 1 GiB", () -> Idx.images(plain, 28, 28));
    byte[] less = TestFiles.idx(0x803, new int[] {500_000, 28, 28}, new byte[100]);
    Path small = TestFiles.write(folder, "small.gz", TestFiles.gzip(less));
    refused("only 100", () -> Idx.images(small, 28, 28));
  }

  @Test
  void packedArchives() throws IOException {
    byte[] large = TestTars.packed(Map.of("a", new byte[70 << 20]));
    Path archive = TestFiles.write(folder, "a.tar.gz", large);
    refused("a of at most 67108864 bytes", () -> Archive.read(archive, List.of("a")));
    Path unpacked = Files.createDirectory(folder.resolve("unpacked"));
    sparse("unpacked/a", 70 << 20);
    refused("at most 67108864 bytes", () -> Archive.read(unpacked, List.of("a")));
    Path many = TestFiles.write(folder, "many", TestFiles.gzip(header("b", 1L << 40)));
    refused("files of 1073741824 bytes together", () -> Archive.read(many, List.of("a")));
  }

  /** A few kilobytes of gzip hold them; nothing of a note is kept. */
  @Test
  void archivesWithNamesOfManyMegabytes() throws IOException {
    byte[] file = TestTars.tar(Map.of("in/a", new byte[] {7}));
    for (char kind : new char[] {'L', 'x', 'g', 'K'}) {
      byte[] note = header("n", 100 << 20);
      note[156] = (byte) kind;
      byte[] whole = Arrays.copyOf(sealed(note), 512 + (100 << 20) + file.length);
      Arrays.fill(whole, 512, whole.length, (byte) '1');
      System.arraycopy(file, 0, whole, whole.length - file.length, file.length);
      Path archive = TestFiles.write(folder, kind + ".gz", TestFiles.gzip(whole));
      assertArrayEquals(new byte[] {7}, Archive.read(archive, List.of("a")).get("a"));
    }
  }

  @Test
  void plainArchives() throws IOException {
    for (long size : new long[] {1L << 40, Long.MAX_VALUE, -512, Long.MIN_VALUE}) {
      Path archive = TestFiles.write(folder, "a.tar", header("a.JPEG", size));
      refused("a bad one", () -> TarListing.of(archive));
    }
    byte[] nested = TestTars.tar(Map.of("x.JPEG", new byte[1]));
    for (int i = 0; i < 20; i++) {
      nested = TestTars.tar(Map.of("n.tar", nested));
    }
    Path archive = TestFiles.write(folder, "nested.tar", nested);
    refused("archives in archives of archives", () -> TarListing.of(archive));
  }

  @Test
  void picklesOfCifar() {
    pickle("a text of 2147483647 bytes where", "T\u00ff\u00ff\u00ff\u007f");
    pickle("0x8e", "\u008e\u00ff\u00ff\u00ff\u007f\0\0\0\0");
    pickle("0x58", "X\u00ff\u00ff\u00ff\u007f");
    pickle("0x8b", "\u008b\u00ff\u00ff\u00ff\u007f");
    pickle("more than 1000000 operations", "}".repeat(2_000_000));
    pickle("no text", "}]q\1h\1aNs."); // a key that holds itself
  }

  private void pickle(String says, String pickle) {
    byte[] bytes = pickle.getBytes(StandardCharsets.ISO_8859_1);
    refused(says, () -> new CifarBatch(1).add(PLACE, bytes, 1));
  }

  @Test
  void tablesOfMatlab() {
    byte[] meta = ImageNetTest.meta(Deflater.NO_COMPRESSION);
    Path kit = folder.resolve(DevKit.NAME + "/data");
    TestImages.write(kit.resolve("ILSVRC2012_validation_ground_truth.txt"), new byte[] {'1'});
    int refused = 0;
    for (int claim : new int[] {0x7fffff00, 0x10000000}) {
      for (int at = 128; at + 4 <= meta.length; at += 4) {
        byte[] claims = meta.clone();
        ByteBuffer.wrap(claims).order(ByteOrder.LITTLE_ENDIAN).putInt(at, claim);
        TestImages.write(kit.resolve("meta.mat"), claims);
        refused += refusedKit() ? 1 : 0;
      }
    }
    assertTrue(refused > 200, refused + " refused");
  }

  private boolean refusedKit() {
    boolean[] refused = new boolean[1];
    long taken =
        taken(
            () -> {
              try {
                DevKit.in(folder);
              } catch (BadFileException e) {
                assertEquals(1, e.getMessage().lines().count());
                refused[0] = true;
              }
            });
    assertTrue(taken < MEMORY, () -> "took " + taken + " bytes");
    return refused[0];
  }

  @Test
  void listsAndRecords() throws IOException {
    TestFiles.write(folder, "file", new byte[1]);
    sparse(Checksums.LIST, 1L << 31);
    refused("at most 1048576", () -> Checksums.verify(folder.resolve("file"), "Do."));
    Path json = sparse("a.json", 3L << 30);
    refused("at most 268435456 bytes", () -> Json.read(json, Map.class, "a record", "Do."));
    Path tensors = sparse("a.safetensors", 60 << 20);
    try (RandomAccessFile file = new RandomAccessFile(tensors.toFile(), "rw")) {
      file.writeLong(Long.reverseBytes(50 << 20));
    }
    refused("2 to 16777216 are read", () -> SafeTensors.open(tensors));
  }

  private static void decode(byte[] bytes) {
    ImageDecoding.decode(bytes, PLACE);
  }

  private static void refused(String says, Executable reading) {
    String message =
        assertTimeoutPreemptively(
            LIMIT,
            () -> {
              String[] text = new String[1];
              long taken =
                  taken(() -> text[0] = assertThrows(BadFileException.class, reading).getMessage());
              assertTrue(taken < MEMORY, () -> "took " + taken + " bytes: " + text[0]);
              return text[0];
            });
    assertTrue(message.contains(says), () -> "\"" + says + "\" is not in: " + message);
    assertEquals(1, message.lines().count(), message);
  }

  private static long taken(Runnable reading) {
    ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = memory.getCurrentThreadAllocatedBytes();
    reading.run();
    return memory.getCurrentThreadAllocatedBytes() - before;
  }

  private Path sparse(String name, long length) throws IOException {
    Path path = folder.resolve(name);
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(length);
    }
    return path;
  }

  /** Returns a tar header; what it names does not follow. */
  private static byte[] header(String name, long size) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    byte[] header = new byte[512];
    entry.writeEntryHeader(header);
    // In 8 bytes after a mark, as tar writes sizes from 8 GiB.
    ByteBuffer.wrap(header).putInt(124, size < 0 ? -1 : 0x80000000).putLong(128, size);
    return sealed(header);
  }

  /** Returns a tar header with the sum of its bytes set right. */
  private static byte[] sealed(byte[] header) {
    Arrays.fill(header, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte value : header) {
      sum += Byte.toUnsignedInt(value);
    }
    byte[] text = String.format("%06o\0 ", sum).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, header, 148, text.length);
    return header;
  }

  /** Returns a sound PNG of black pixels, one bit each; no pixels where they would be too many. */
  private static byte[] png(int width, int height) {
    ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) 1);
    ByteArrayOutputStream pixels = new ByteArrayOutputStream();
    try (DeflaterOutputStream packed = new DeflaterOutputStream(pixels)) {
      long row = 1 + (width + 7L) / 8;
      if (row * height < 64 << 20) {
        packed.write(new byte[(int) row * height]);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    byte[] data = pixels.toByteArray();
    ByteBuffer png = ByteBuffer.allocate(PNG_HEADER + 25 + 12 + data.length + 12);
    png.putLong(0x89504e470d0a1a0aL);
    part(png, "IHDR", header.array());
    part(png, "IDAT", data);
    part(png, "IEND", new byte[0]);
    return png.array();
  }

  private static void part(ByteBuffer png, String name, byte[] content) {
    CRC32 sum = new CRC32();
    byte[] title = name.getBytes(StandardCharsets.US_ASCII);
    sum.update(title);
    sum.update(content);
    png.putInt(content.length).put(title).put(content).putInt((int) sum.getValue());
  }
}
