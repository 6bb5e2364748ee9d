package org.lzn.file;

import java.util.List;
import java.util.Map;

/** Texts from files of unknown origin, fit for one line of a message. */
final class Texts {
  private static final int LONGEST = 80;

  private Texts() {}

  /** Returns a text without line breaks and other control characters, cut where it is long. */
  static String line(String text) {
    String start = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    return start.replaceAll("[\\p{Cntrl}\\p{Cs}\\u2028\\u2029]", "?");
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
