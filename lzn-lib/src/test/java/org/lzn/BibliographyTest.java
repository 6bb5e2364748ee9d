package org.lzn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every work that a comment cites stands in the bibliography, in the package's own comment. */
class BibliographyTest {
  private static final Path SOURCES =
      Path.of(System.getProperty("lzn.home"), "lzn-lib", "src", "main", "java");

  private static final Pattern KEY = Pattern.compile("\\[([A-Z][A-Za-z]+[0-9]{2})\\]");
  private static final Pattern ENTRY = Pattern.compile("<dt>\\s*\\[([A-Z][A-Za-z]+[0-9]{2})\\]");

  @Test
  void everyKeyHasAnEntry() throws IOException {
    Set<String> missing = new TreeSet<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        missing.addAll(found(KEY, Files.readString(file)));
      }
    }
    assertTrue(missing.contains("Lin25"), "the paper itself is cited");
    missing.removeAll(entries());
    assertEquals(Set.of(), missing, "cited, but not in org/lzn/package-info.java");
  }

  @Test
  void noKeyHasTwoEntries() throws IOException {
    List<String> entries = entries();
    assertEquals(new TreeSet<>(entries).size(), entries.size(), entries::toString);
  }

  @Test
  void thePlanNamesEveryPackage() throws IOException {
    Set<String> folders;
    try (Stream<Path> files = Files.list(SOURCES.resolve("org/lzn"))) {
      folders =
          files
              .filter(Files::isDirectory)
              .map(f -> f.getFileName().toString())
              .collect(Collectors.toCollection(TreeSet::new));
    }
    assertEquals(
        folders,
        new TreeSet<>(found(Pattern.compile("(?m)^ \\* ([a-z]+)  +[a-z]"), bibliography())));
  }

  private static List<String> entries() throws IOException {
    return found(ENTRY, bibliography());
  }

  private static String bibliography() throws IOException {
    return Files.readString(SOURCES.resolve("org/lzn/package-info.java"));
  }

  private static List<String> found(Pattern pattern, String text) {
    List<String> keys = new ArrayList<>();
    for (Matcher matcher = pattern.matcher(text); matcher.find(); ) {
      keys.add(matcher.group(1));
    }
    return keys;
  }
}
