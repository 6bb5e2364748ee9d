package org.lzn.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/**
 * Which code ran: what the build wrote beside the classes, so that it is true of them wherever and
 * whenever they run.
 *
 * @param version the library's version, or "unknown"
 * @param commit the Git commit that the classes were built from, or "unknown" if they were built
 *     outside a repository
 * @param changed whether sources or build files differed from that commit; null if the commit is
 *     unknown, and in records written before this was noted
 */
public record CodeVersion(String version, String commit, Boolean changed) {
  private static final String UNKNOWN = "unknown";

  /** Written by the build, see code-version in the library's pom.xml. */
  private static final String RESOURCE = "/org/lzn/code.properties";

  private static final CodeVersion CURRENT = of(resource());

  /** Fills what is missing with "unknown". */
  public CodeVersion {
    version = Objects.requireNonNullElse(version, UNKNOWN);
    commit = Objects.requireNonNullElse(commit, UNKNOWN);
  }

  /** Returns the version of the code that runs now. */
  public static CodeVersion current() {
    return CURRENT;
  }

  /** Returns what the build wrote; classes compiled without it are unknown. */
  static CodeVersion of(Properties built) {
    String commit = built.getProperty("commit", UNKNOWN);
    return new CodeVersion(
        built.getProperty("version"),
        commit,
        commit.equals(UNKNOWN) ? null : Boolean.valueOf(built.getProperty("changed", "true")));
  }

  private static Properties resource() {
    Properties built = new Properties();
    try (InputStream in = CodeVersion.class.getResourceAsStream(RESOURCE)) {
      if (in != null) {
        built.load(in);
      }
      return built;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE + ": " + e.getMessage(), e);
    }
  }

  @Override
  public String toString() {
    String state = Boolean.TRUE.equals(changed) ? ", changed" : "";
    return "version " + version + ", commit " + commit + state;
  }
}
