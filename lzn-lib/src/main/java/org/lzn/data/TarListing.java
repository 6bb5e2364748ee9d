package org.lzn.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.lzn.file.BadFileException;

/**
 * Images inside a tar archive that is not compressed, or inside the tar archives it holds, found by
 * their places in the file. Only headers are read, 512 bytes an image; nothing is unpacked.
 */
record TarListing(Path tar, List<Entry> entries) implements Listing {
  private static final int RECORD = TarConstants.DEFAULT_RCDSIZE;
  private static final String TAR = ".tar";

  /** ImageNet's archive holds archives, and those hold images. */
  private static final int MOST_LEVELS = 2;

  /** An image: its name, behind the name of an inner archive, and where its bytes are. */
  record Entry(String name, long offset, long length) {}

  @Override
  public int size() {
    return entries.size();
  }

  @Override
  public String name(int image) {
    return entries.get(image).name;
  }

  @Override
  public Path place(int image) {
    return tar.resolve(entries.get(image).name);
  }

  @Override
  public long length(int image) {
    return entries.get(image).length;
  }

  /** Whoever asks has compared its length with a bound. */
  @Override
  public byte[] read(int image) throws IOException {
    Entry entry = entries.get(image);
    try (FileChannel file = FileChannel.open(tar)) {
      return bytes(file, entry.offset, Math.toIntExact(entry.length));
    }
  }

  /** Lists an archive in the order of the names. */
  static TarListing of(Path tar) {
    List<Entry> entries = new ArrayList<>();
    try (FileChannel file = FileChannel.open(tar)) {
      list(file, 0, file.size(), "", 1, entries);
    } catch (NoSuchFileException e) {
      throw bad(tar, "no such file", e);
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw bad(tar, "a bad one: " + e.getMessage(), e);
    }
    entries.sort(Comparator.comparing(Entry::name));
    return new TarListing(tar, List.copyOf(entries));
  }

  private static void list(
      FileChannel file, long from, long to, String prefix, int level, List<Entry> all)
      throws IOException {
    if (level > MOST_LEVELS) {
      throw new IOException("archives in archives of archives, " + prefix);
    }
    int before = all.size();
    for (long at = from; at < to; ) {
      byte[] header = bytes(file, at, RECORD);
      if (isEnd(header)) {
        break;
      }
      TarArchiveEntry entry = new TarArchiveEntry(header);
      long start = at + RECORD;
      long size = entry.getSize();
      boolean within = size >= 0 && size <= to - start;
      if (!entry.isCheckSumOK() || entry.isGNULongNameEntry() || !within) {
        throw new IOException("no header at byte " + at + ", or one that is not ImageNet's");
      }
      String name = prefix + entry.getName();
      if (entry.isFile() && name.endsWith(TAR)) {
        String inner = name.substring(0, name.length() - TAR.length()) + "/";
        list(file, start, start + size, inner, level + 1, all);
      } else if (entry.isFile() && FolderListing.isImage(name)) {
        all.add(new Entry(name, start, size));
      }
      at = start + (size + RECORD - 1) / RECORD * RECORD;
    }
    if (all.size() == before) {
      throw new IOException("no images in " + (prefix.isEmpty() ? "it" : prefix));
    }
  }

  /** Whether a header is the mark of the end. */
  static boolean isEnd(byte[] header) {
    for (byte value : header) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }

  private static byte[] bytes(FileChannel file, long offset, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (file.read(bytes, offset + bytes.position()) < 0) {
        throw new EOFException("it ends at byte " + file.size());
      }
    }
    return bytes.array();
  }

  private static BadFileException bad(Path tar, String actual, Throwable cause) {
    return new BadFileException(
        tar, "a tar archive of images", actual, "Fetch it again and compare its MD5.", cause);
  }
}
