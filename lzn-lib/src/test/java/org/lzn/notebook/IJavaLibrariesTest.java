package org.lzn.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * IJava's jar holds older versions of two of the kit's libraries, and its own go before. Whatever
 * the kit and its libraries name of a class that is hidden so, is in the older version too; the few
 * classes that name more are listed here, and nothing calls them.
 */
class IJavaLibrariesTest {
  private static final Path LIBRARIES =
      Path.of(System.getProperty("lzn.home", ".."), "lzn-lib/target/ijava");
  private static final List<String> HIDDEN = List.of("com.google.gson", "org.apache.commons.lang3");
  private static final Set<String> NEVER_CALLED =
      Set.of(
          "org.apache.commons.text.lookup.AbstractStringLookup",
          "org.apache.commons.text.lookup.FileStringLookup",
          "org.apache.commons.text.lookup.UrlStringLookup",
          "org.apache.commons.text.lookup.XmlStringLookup",
          "org.apache.commons.text.translate.NumericEntityEscaper",
          "org.nd4j.shade.protobuf.util.JsonFormat$ParserImpl");

  @Test
  void whatIsNamedIsInTheOlderVersionsToo() throws IOException {
    List<Location> libraries = new ArrayList<>();
    try (Stream<Path> files = Files.list(LIBRARIES)) {
      files.map(IJavaLibrariesTest::location).forEach(libraries::add);
    }
    Set<String> older = new TreeSet<>();
    new ClassFileImporter().importLocations(libraries).forEach(c -> older.add(c.getName()));
    assertTrue(older.contains("com.google.gson.Gson"), older::toString);
    for (String name : inBoth(older)) {
      assertTrue(HIDDEN.stream().anyMatch(name::startsWith), name + " is hidden too");
    }
    kit().map(IJavaLibrariesTest::location).forEach(libraries::add);
    JavaClasses both =
        new ClassFileImporter()
            .withImportOption(l -> l.contains("/target/ijava/") || uses(l))
            .importLocations(libraries);
    assertEquals(new TreeSet<>(NEVER_CALLED), lacking(both, older));
  }

  private static Location location(Path path) {
    try {
      return Files.isDirectory(path) ? Location.of(path) : Location.of(new JarFile(path.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The class path, without what only the tests have: their classes and IJava's base. */
  private static Stream<Path> kit() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.matches("|.*(test-classes|jupyter-jvm|jeromq|jnacl).*"))
        .map(Path::of)
        .filter(Files::exists);
  }

  /** Whether a class names a hidden library, and is not of it. */
  private static boolean uses(Location location) {
    String path = location.asURI().toString().replaceFirst(".*[.]jar!/", "").replace('/', '.');
    if (HIDDEN.stream().anyMatch(path::startsWith)) {
      return false;
    }
    try (InputStream in = location.asURI().toURL().openStream()) {
      String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      return HIDDEN.stream().anyMatch(h -> text.contains(h.replace('.', '/')));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> lacking(JavaClasses classes, Set<String> older) {
    Set<String> lacking = new TreeSet<>();
    for (JavaClass user : classes) {
      for (JavaAccess<?> access : user.getAccessesFromSelf()) {
        if (!older.contains(user.getName())
            && older.contains(access.getTargetOwner().getName())
            && access.getTarget().resolveMember().isEmpty()) {
          lacking.add(user.getName());
        }
      }
    }
    return lacking;
  }

  /** The classes of the kit's libraries that IJava's have too. */
  private static Set<String> inBoth(Set<String> older) throws IOException {
    Set<String> both = new TreeSet<>();
    for (Path entry : kit().filter(Files::isRegularFile).toList()) {
      try (JarFile jar = new JarFile(entry.toFile())) {
        jar.stream()
            .map(e -> e.getName().replace(".class", "").replace('/', '.'))
            .filter(older::contains)
            .forEach(both::add);
      }
    }
    return both;
  }
}
