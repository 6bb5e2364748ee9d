package org.lzn.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.lzn.file.BadFileException;

/** Finds the project's folder {@code datasets/}, from wherever a program or a notebook runs. */
public final class Datasets {
  private static final String FOLDER = "datasets";

  private Datasets() {}

  /**
   * Returns the folder that holds {@code datasets/}.
   *
   * <p>The search starts at the system property {@code lzn.home}, else the environment variable
   * {@code LZN_HOME}, else the working directory, and goes up.
   *
   * @throws BadFileException if there is none
   */
  public static Path home() {
    return home(start());
  }

  /** Returns {@code datasets/name}, a folder or a file. */
  public static Path find(String name) {
    return home().resolve(FOLDER).resolve(name);
  }

  /**
   * Returns the folder of a data set: what the system property {@code lzn.KEY} or the environment
   * variable {@code LZN_KEY} says, else {@code datasets/name}.
   */
  static Path folder(String key, String name) {
    String variable = System.getenv("LZN_" + key.toUpperCase(Locale.ROOT));
    String named = System.getProperty("lzn." + key, variable);
    return named == null || named.isBlank() ? find(name) : Path.of(named);
  }

  static Path home(Path start) {
    Path absolute = start.toAbsolutePath().normalize();
    for (Path folder = absolute; folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve(FOLDER).resolve("paper"))) {
        return folder;
      }
    }
    throw new BadFileException(
        absolute,
        "this folder or one above it to hold " + FOLDER + "/paper",
        "none that does",
        "Set the system property lzn.home or the environment variable LZN_HOME to the project's"
            + " folder.");
  }

  private static Path start() {
    String named = System.getProperty("lzn.home", System.getenv("LZN_HOME"));
    return Path.of(named == null ? "" : named);
  }
}
