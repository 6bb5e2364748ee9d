package org.lzn.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.lzn.data.Datasets;
import org.lzn.file.BadFileException;

/**
 * Which code ran.
 *
 * @param version the library's version, or "unknown" if it did not run from its jar
 * @param commit the Git commit checked out, or "unknown"; changes not yet committed do not show
 */
public record CodeVersion(String version, String commit) {
  private static final String UNKNOWN = "unknown";

  /** Fills what is missing with "unknown". */
  public CodeVersion {
    version = Objects.requireNonNullElse(version, UNKNOWN);
    commit = Objects.requireNonNullElse(commit, UNKNOWN);
  }

  /** Returns the version of the code that runs now. */
  public static CodeVersion current() {
    String version = CodeVersion.class.getPackage().getImplementationVersion();
    try {
      return new CodeVersion(version, commit(Datasets.home()));
    } catch (BadFileException e) { // The library is used away from its repository.
      return new CodeVersion(version, UNKNOWN);
    }
  }

  /** Reads Git's own files: HEAD holds a commit, or the name of a branch that holds it. */
  static String commit(Path home) {
    try {
      Path git = gitFolder(home);
      String head = text(git.resolve("HEAD"));
      return head.startsWith("ref: ") ? branch(git, head.substring(5)) : head;
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  private static Path gitFolder(Path home) throws IOException {
    Path git = home.resolve(".git");
    // In a linked work tree, .git is a file that names the folder.
    return Files.isRegularFile(git) ? home.resolve(text(git).substring("gitdir: ".length())) : git;
  }

  private static String branch(Path git, String name) throws IOException {
    Path shared = git.resolve("commondir");
    Path folder = Files.exists(shared) ? git.resolve(text(shared)) : git;
    if (Files.exists(folder.resolve(name))) {
      return text(folder.resolve(name));
    }
    for (String line : Files.readAllLines(folder.resolve("packed-refs"))) {
      if (line.endsWith(" " + name)) {
        return line.substring(0, line.indexOf(' '));
      }
    }
    return UNKNOWN;
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file).strip();
  }

  @Override
  public String toString() {
    return "version " + version + ", commit " + commit;
  }
}
