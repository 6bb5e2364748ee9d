package org.lzn.file;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Texts from files of unknown origin, fit for a message.
 *
 * <p>A terminal obeys control characters: ESC begins commands that move the cursor, clear the
 * screen or write to the clipboard, and so does U+009B alone. Marks of writing direction show a
 * name in another order than it has. All of them, and all line breaks, become question marks.
 */
public final class SafeText {
  private static final int LONGEST = 80;
  private static final int LONGEST_SENTENCE = 1000;

  /** Control characters, halves of characters, line ends, marks of direction. */
  private static final Pattern UNSAFE =
      Pattern.compile(
          "[\\p{Cc}\\p{Cs}\\u2028\\u2029\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]");

  private SafeText() {}

  /** Returns a text without line breaks and other control characters. */
  public static String safe(String text) {
    return UNSAFE.matcher(text).replaceAll("?");
  }

  /** Returns a text without line breaks and other control characters, cut where it is long. */
  static String line(String text) {
    return safe(cut(text, LONGEST));
  }

  /** Returns a part of a message, safe and not without end. */
  static String sentence(String text) {
    return safe(cut(text, LONGEST_SENTENCE));
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest) + "…";
  }

  /**
   * Returns an error that says the same safely: itself, or one that has its words and its trace.
   */
  static Throwable safe(Throwable error) {
    for (Throwable each = error; each != null; each = each.getCause()) {
      if (UNSAFE.matcher(each.toString()).find()) {
        Throwable told = new IllegalStateException(sentence(error.toString()));
        told.setStackTrace(error.getStackTrace());
        return told;
      }
    }
    return error;
  }

  /** Names the kind of a value from a pickle, never its content, which may be without end. */
  static String kind(Object value) {
    if (value == null) {
      return "None";
    }
    if (value instanceof Map) {
      return "a dictionary";
    }
    if (value instanceof List) {
      return "a list";
    }
    if (value instanceof Object[]) {
      return "a tuple";
    }
    if (value instanceof TorchTensor) {
      return "a tensor";
    }
    return value instanceof String || value instanceof Number || value instanceof Boolean
        ? line(value.toString())
        : "a " + value.getClass().getSimpleName();
  }
}
