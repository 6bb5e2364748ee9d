package org.lzn.file;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A file that PyTorch's {@code torch.save} wrote: dictionaries, lists, numbers, texts and tensors.
 *
 * <p>Such a file is a zip of a pickle and raw numbers, and a pickle is a program that can call
 * anything. Here only the few names that tensors are made of are known; any other is refused by its
 * name without being called. Sizes are compared with the bytes that are there before memory is
 * taken, so that a bad file is refused quickly and cheaply, always with a {@link BadFileException}
 * of one line.
 *
 * <p>The tensors' numbers are read when asked for; the file stays open until {@link #close()}.
 */
public final class TorchFile implements AutoCloseable {
  static final String ANEW = "Take the file from its source again, or another of the same run.";

  private static final int MAX_PICKLE = 8 << 20;

  private final Path path;
  private final TorchArchive archive;
  private Map<String, Object> entries;

  private TorchFile(Path path, TorchArchive archive) {
    this.path = path;
    this.archive = archive;
  }

  /**
   * Opens a file and reads its structure, but no numbers.
   *
   * @throws BadFileException if it is missing, damaged, too large to be believed or not a torch
   *     file, or names anything but tensors and collections
   */
  public static TorchFile open(Path path) {
    TorchFile file = new TorchFile(path, TorchArchive.open(path));
    try {
      byte[] pickle = file.archive.read("data.pkl", MAX_PICKLE);
      file.entries = file.dictionary(new TorchUnpickler(file).read(pickle));
      return file;
    } catch (BadFileException e) {
      file.close();
      throw e;
    }
  }

  private Map<String, Object> dictionary(Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw bad("a dictionary in data.pkl", SafeText.kind(value));
    }
    Map<String, Object> texts = new LinkedHashMap<>();
    map.forEach((key, entry) -> texts.put(String.valueOf(key), entry));
    return texts;
  }

  /**
   * Returns the dictionary that was saved, in its order. Values are {@link TorchTensor}, {@link
   * Map}, {@link java.util.List}, {@code Object[]} for a tuple, {@link Number}, {@link String},
   * {@link Boolean} or null, nested at most {@value TorchUnpickler#MAX_DEPTH} deep.
   */
  public Map<String, Object> entries() {
    return Collections.unmodifiableMap(entries);
  }

  /** Returns the file. */
  public Path path() {
    return path;
  }

  /** Checks what the pickle declares of a storage against the entry that is there. */
  TorchStorage storage(String type, String key, long count) {
    TorchStorage storage = new TorchStorage(type, key, count);
    long actual = archive.size(storage.entry());
    String what = "storage " + SafeText.line(key);
    if (actual < 0) {
      throw bad("an entry for " + what, "none");
    }
    int each = TorchStorage.BYTES.get(type);
    if (count < 0 || count != actual / each || actual % each != 0) {
      throw bad(count + " numbers of " + each + " bytes in " + what, actual + " bytes");
    }
    return storage;
  }

  void stream(TorchStorage storage, TorchArchive.Reader reader) {
    archive.stream(storage.entry(), reader);
  }

  BadFileException bad(String expected, String actual) {
    return bad(expected, actual, TorchArchive.REMEDY);
  }

  BadFileException bad(String expected, String actual, String remedy) {
    return new BadFileException(path, expected, actual, remedy);
  }

  @Override
  public void close() {
    archive.close();
  }
}
