package org.lzn.official;

import java.util.List;
import java.util.Map;
import org.lzn.file.BadFileException;
import org.lzn.file.TorchFile;

/** Entries of a checkpoint's dictionaries, of the kind they must be. */
final class OfficialEntries {
  private static final String REMEDY =
      "Only the released checkpoints of latent zoning networks can be read;"
          + " OfficialRelease lists them.";

  private OfficialEntries() {}

  static Map<?, ?> dictionary(TorchFile file, Map<?, ?> owner, String key) {
    if (owner.get(key) instanceof Map<?, ?> map) {
      return map;
    }
    throw bad(file, "a dictionary " + key, state(owner, key));
  }

  static List<?> list(TorchFile file, Map<?, ?> owner, String key) {
    if (owner.get(key) instanceof List<?> list) {
      return list;
    }
    throw bad(file, "a list " + key, state(owner, key));
  }

  static long count(TorchFile file, Map<?, ?> owner, String key) {
    if (owner.get(key) instanceof Number number && number.longValue() >= 0) {
      return number.longValue();
    }
    throw bad(file, "a whole number " + key, state(owner, key));
  }

  private static String state(Map<?, ?> owner, String key) {
    return owner.containsKey(key) ? "another value" : "none";
  }

  static BadFileException bad(TorchFile file, String expected, String actual) {
    return new BadFileException(file.path(), expected, actual, REMEDY);
  }
}
