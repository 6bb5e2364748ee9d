package org.lzn.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** SHA-256 sums of files, and lists of them as {@code sha256sum} writes them. */
public final class Checksums {
  /** The usual name of a list of sums. */
  public static final String LIST = "SHA256SUMS";

  private static final int LONGEST_LIST = 1 << 20;

  private Checksums() {}

  /** Returns the SHA-256 of a file, in hexadecimal. */
  public static String of(Path file) {
    return of(file, "Check its name and folder.");
  }

  /** Returns the SHA-256 of a text in UTF-8, in hexadecimal. */
  public static String ofText(String text) {
    MessageDigest digest = sha256();
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    return hex(digest);
  }

  private static String of(Path file, String remedy) {
    MessageDigest digest = sha256();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] part = new byte[1 << 16];
      for (int n = in.read(part); n >= 0; n = in.read(part)) {
        digest.update(part, 0, n);
      }
    } catch (IOException e) {
      throw unreadable(file, remedy, e);
    }
    return hex(digest);
  }

  /**
   * Throws unless the file has the sum that {@value #LIST} in its folder gives for its name.
   *
   * @param remedy what to do if it does not, a sentence
   */
  public static void verify(Path file, String remedy) {
    Path list = file.resolveSibling(LIST);
    String expected = listed(list, file.getFileName().toString(), remedy);
    String actual = of(file, remedy);
    if (!actual.equals(expected)) {
      throw new BadFileException(file, "SHA-256 " + expected, actual, remedy);
    }
  }

  private static String listed(Path list, String name, String remedy) {
    List<String> lines = new String(read(list, remedy), StandardCharsets.UTF_8).lines().toList();
    for (String line : lines) {
      // "sum  name", or "sum *name" for a file read as binary.
      String[] parts = line.strip().split("\\s+\\*?", 2);
      if (parts.length == 2 && parts[1].equals(name)) {
        return parts[0].toLowerCase(Locale.ROOT);
      }
    }
    throw new BadFileException(
        list, "a line for " + name, lines.size() + " lines without it", remedy);
  }

  private static byte[] read(Path file, String remedy) {
    try {
      return Limits.read(file, LONGEST_LIST, remedy);
    } catch (IOException e) {
      throw unreadable(file, remedy, e);
    }
  }

  private static BadFileException unreadable(Path file, String remedy, IOException e) {
    return e instanceof NoSuchFileException
        ? new BadFileException(file, "a file", "no such file", remedy, e)
        : new BadFileException(file, "a readable file", e.toString(), remedy, e);
  }

  /** Returns a fresh digest. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Returns what a digest has come to, in hexadecimal. */
  public static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }
}
