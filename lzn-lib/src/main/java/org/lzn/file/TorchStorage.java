package org.lzn.file;

import java.util.Map;

/**
 * A row of numbers in a torch file: what its pickle declares of it.
 *
 * @param type the numbers' type, for example FloatStorage
 * @param key the name of its entry
 * @param count how many numbers
 */
record TorchStorage(String type, String key, long count) {
  static final String FLOAT = "FloatStorage";

  /** The bytes of one number, by type. */
  static final Map<String, Integer> BYTES =
      Map.of(
          FLOAT,
          4,
          "DoubleStorage",
          8,
          "HalfStorage",
          2,
          "BFloat16Storage",
          2,
          "LongStorage",
          8,
          "IntStorage",
          4,
          "ShortStorage",
          2,
          "CharStorage",
          1,
          "ByteStorage",
          1,
          "BoolStorage",
          1);

  /** Returns the name of its entry in the archive. */
  String entry() {
    return "data/" + key;
  }
}
