package org.lzn.file;

import java.nio.file.Path;

/**
 * A file that is missing, damaged or not what was asked for.
 *
 * <p>The message is one line that names the file, what was expected in it, what came instead and
 * what to do. Whatever a file or its name holds, no control character gets into the message or
 * those of its causes: see {@link SafeText}.
 */
public final class BadFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String file;

  /**
   * Describes a bad file.
   *
   * @param file the file
   * @param expected what was expected, for example "labels from 0 to 9"
   * @param actual what came, for example "label 12 at image 7"
   * @param remedy what to do, a sentence
   */
  public BadFileException(Path file, String expected, String actual, String remedy) {
    super(
        SafeText.safe(file.toString())
            + ": expected "
            + SafeText.sentence(expected)
            + ", got "
            + SafeText.sentence(actual)
            + ". "
            + SafeText.sentence(remedy));
    this.file = file.toString();
  }

  /** The same, with the error that showed it. */
  public BadFileException(
      Path file, String expected, String actual, String remedy, Throwable cause) {
    this(file, expected, actual, remedy);
    initCause(SafeText.safe(cause));
  }

  /** Returns the file, by its true name. */
  public Path file() {
    return Path.of(file);
  }
}
