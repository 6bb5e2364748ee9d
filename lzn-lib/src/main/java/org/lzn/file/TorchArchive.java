package org.lzn.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The zip around a torch file: {@code NAME/data.pkl}, {@code NAME/version} and the storages {@code
 * NAME/data/0}, {@code NAME/data/1}, …, none of them compressed.
 *
 * <p>Nothing is unpacked to the disk, and nothing the archive declares is believed before it is
 * compared with the bytes that are there.
 */
final class TorchArchive implements AutoCloseable {
  static final String REMEDY = "Download the file again and compare its size with the source's.";

  /** PyTorch reads format versions up to this one. */
  private static final int NEWEST_VERSION = 10;

  private static final int MAX_ENTRIES = 100_000;
  private static final long MAX_DIRECTORY = 32L << 20;
  private static final int END_RECORD = 22;

  private final Path path;
  private final ZipFile zip;
  private final Map<String, ZipEntry> entries = new HashMap<>();
  private String root;

  private TorchArchive(Path path, ZipFile zip) {
    this.path = path;
    this.zip = zip;
  }

  /** Opens an archive and checks its list of entries. */
  static TorchArchive open(Path path) {
    checkEnds(path);
    TorchArchive archive;
    try {
      archive = new TorchArchive(path, new ZipFile(path.toFile()));
    } catch (IOException | IllegalArgumentException e) {
      throw new BadFileException(path, "a zip archive", reason(e), REMEDY, e);
    }
    try {
      archive.checkEntries();
      archive.checkVersion();
      return archive;
    } catch (BadFileException e) {
      archive.close();
      throw e;
    }
  }

  /** Looks at the first and last bytes, before a library trusts the sizes they declare. */
  private static void checkEnds(Path path) {
    String remedy = "Check its name and folder.";
    if (Files.isDirectory(path)) {
      throw new BadFileException(path, "a torch file", "a folder", remedy);
    }
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      byte[] start = new byte[(int) Math.min(512, file.length())];
      file.readFully(start);
      FileSignature.requireZip(path, start);
      byte[] end = new byte[(int) Math.min(END_RECORD, file.length())];
      file.seek(file.length() - end.length);
      file.readFully(end);
      checkEndRecord(path, end);
    } catch (IOException e) {
      boolean missing = !Files.exists(path);
      String actual = missing ? "no such file" : reason(e);
      throw new BadFileException(path, "a torch file", actual, remedy, e);
    }
  }

  private static void checkEndRecord(Path path, byte[] end) {
    ByteBuffer record = ByteBuffer.wrap(end).order(ByteOrder.LITTLE_ENDIAN);
    if (end.length < END_RECORD || record.getInt(0) != 0x06054b50 || record.getShort(20) != 0) {
      throw new BadFileException(
          path, "a zip archive with its directory at the end", "another end, cut off?", REMEDY);
    }
    long directory = Integer.toUnsignedLong(record.getInt(12));
    if (directory > MAX_DIRECTORY) {
      throw new BadFileException(
          path, "a zip directory of at most " + MAX_DIRECTORY + " bytes", "" + directory, REMEDY);
    }
  }

  private void checkEntries() {
    long length = path.toFile().length();
    long total = 0;
    for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
      ZipEntry entry = all.nextElement();
      checkEntry(entry, length);
      total += entry.getSize();
      if (entries.put(entry.getName(), entry) != null) {
        throw bad("entries of different names", "two named " + SafeText.line(entry.getName()));
      }
      if (entries.size() > MAX_ENTRIES || total > length) {
        String actual = entries.size() + " of " + total + " bytes and more";
        String expected = "at most " + MAX_ENTRIES + " entries of " + length + " bytes together";
        throw bad(expected, actual);
      }
    }
    if (root == null) {
      throw bad("entries", "an empty archive");
    }
  }

  private void checkEntry(ZipEntry entry, long length) {
    String name = entry.getName();
    String first = name.substring(0, Math.max(0, name.indexOf('/') + 1));
    boolean climbs = name.contains("\\") || ("/" + name + "/").contains("/../");
    if (first.length() < 2 || climbs) {
      throw bad("entries within one folder", "an entry named " + SafeText.line(name));
    }
    root = root == null ? first : root;
    if (!first.equals(root)) {
      throw bad(
          "entries within one folder", SafeText.line(first) + " beside " + SafeText.line(root));
    }
    if (entry.getMethod() != ZipEntry.STORED || entry.getSize() != entry.getCompressedSize()) {
      throw new BadFileException(
          path,
          "entries that are not compressed",
          SafeText.line(name) + ", compressed",
          "Compressed files are not supported: take it as torch.save wrote it.");
    }
    if (entry.getSize() < 0 || entry.getSize() > length) {
      String actual = SafeText.line(name) + ": " + entry.getSize();
      throw bad("entries within the file's " + length + " bytes", actual);
    }
  }

  private void checkVersion() {
    String version = new String(read("version", 16), StandardCharsets.US_ASCII).strip();
    int number = version.matches("\\d{1,4}") ? Integer.parseInt(version) : 0;
    if (number < 1 || number > NEWEST_VERSION) {
      throw new BadFileException(
          path,
          "torch format version 1 to " + NEWEST_VERSION,
          "version " + SafeText.line(version),
          "Save it again with a PyTorch of today.");
    }
    boolean ordered = entries.containsKey(root + "byteorder");
    String order =
        ordered ? new String(read("byteorder", 16), StandardCharsets.US_ASCII) : "little";
    if (!order.equals("little")) {
      throw new BadFileException(
          path,
          "numbers with their lowest byte first (little)",
          SafeText.line(order),
          "Other orders are not supported: save it again on a machine of this order.");
    }
  }

  /** Returns the size of an entry in bytes, or -1 if there is none of this name. */
  long size(String name) {
    ZipEntry entry = entries.get(root + name);
    return entry == null ? -1 : entry.getSize();
  }

  /** Reads a whole entry of at most {@code max} bytes and checks its checksum. */
  byte[] read(String name, int max) {
    long size = size(name);
    if (size < 0 || size > max) {
      String actual = size < 0 ? "none" : size + " bytes";
      throw bad("an entry " + name + " of at most " + max + " bytes", actual);
    }
    byte[][] bytes = new byte[1][];
    stream(name, in -> bytes[0] = in.readNBytes((int) size));
    return bytes[0];
  }

  /** Hands an entry's bytes to a reader, to its end, and checks length and checksum. */
  void stream(String name, Reader reader) {
    ZipEntry entry = entries.get(root + name);
    try (InputStream raw = zip.getInputStream(entry)) {
      CheckedInputStream in = new CheckedInputStream(raw, new CRC32());
      reader.read(in);
      in.transferTo(OutputStream.nullOutputStream());
      long sum = in.getChecksum().getValue();
      if (sum != entry.getCrc() && entry.getCrc() == 0) {
        throw new BadFileException(
            path,
            "a checksum of " + name,
            "none",
            "Such files are ordinary, but not supported: save it again after"
                + " torch.serialization.set_crc32_options(True).");
      }
      if (sum != entry.getCrc()) {
        throw bad(
            String.format(Locale.ROOT, "checksum %08x of %s", entry.getCrc(), name),
            String.format(Locale.ROOT, "%08x", sum));
      }
    } catch (IOException e) {
      throw new BadFileException(path, "a whole entry " + name, reason(e), REMEDY, e);
    }
  }

  private BadFileException bad(String expected, String actual) {
    return new BadFileException(path, expected, actual, REMEDY);
  }

  private static String reason(Exception e) {
    boolean known = e instanceof ZipException || e instanceof NoSuchFileException;
    String message = e.getMessage() == null || !known ? e.toString() : e.getMessage();
    return SafeText.line(message);
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException e) {
      throw new BadFileException(path, "a file that can be closed", reason(e), REMEDY, e);
    }
  }

  /** Takes what it needs of an entry. */
  @FunctionalInterface
  interface Reader {
    void read(InputStream in) throws IOException;
  }
}
