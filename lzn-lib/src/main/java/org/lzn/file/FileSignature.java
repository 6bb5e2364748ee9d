package org.lzn.file;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/** What a file's first bytes say of it, so that the usual mistakes get their own advice. */
final class FileSignature {
  private static final String OLD = "Save it again with PyTorch 1.6 or newer.";
  private static final String ANEW = "Download it again; the file itself, not a page about it.";

  private FileSignature() {}

  /** Throws unless the bytes begin as a zip archive does. */
  static void requireZip(Path path, byte[] start) {
    String text = new String(start, StandardCharsets.ISO_8859_1);
    if (text.startsWith("PK\3\4") || text.startsWith("PK\5\6")) {
      return;
    }
    String head = text.stripLeading().toLowerCase(Locale.ROOT);
    if (text.isEmpty()) {
      throw bad(path, "an empty file", ANEW);
    } else if (head.startsWith("<!doctype") || head.startsWith("<html")) {
      throw bad(path, "a web page", ANEW);
    } else if (text.startsWith("version https://git-lfs")) {
      throw bad(path, "a Git LFS pointer", "Fetch the file it points to with git lfs pull.");
    } else if (text.startsWith("\u0080")) {
      throw bad(path, "a bare pickle, as PyTorch wrote before 1.6", OLD);
    } else if (text.startsWith("ustar", 257)) {
      throw bad(path, "a tar archive, as PyTorch wrote in its first years", OLD);
    }
    boolean readable = text.chars().allMatch(c -> (c >= ' ' && c < 127) || c == '\n' || c == '\r');
    throw bad(path, readable ? "a text" : "bytes that begin otherwise", ANEW);
  }

  private static BadFileException bad(Path path, String actual, String remedy) {
    return new BadFileException(path, "a torch file, a zip archive", actual, remedy);
  }
}
