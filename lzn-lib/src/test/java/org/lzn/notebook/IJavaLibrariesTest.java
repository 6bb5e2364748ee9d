package org.lzn.notebook;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * IJava's jar holds older versions of two of the kit's libraries, and its own go before. Whatever
 * the kit and its libraries name of a class that is hidden so, is in the older version too; so is
 * what the newer versions' own classes name, which the older ones lack and the kit therefore
 * brings. The few classes that name more are listed here, and nothing calls what they name.
 */
class IJavaLibrariesTest {
  private static final Path LIBRARIES =
      Path.of(System.getProperty("lzn.home", ".."), "lzn-lib/target/ijava");
  private static final List<String> HIDDEN = List.of("com.google.gson", "org.apache.commons.lang3");
  private static final Set<String> NEVER_CALLED =
      Set.of(
          // In a path for what is written, and for names longer than a header: see data.Archive.
          "org.apache.commons.compress.archivers.tar.TarArchiveEntry",
          "org.apache.commons.text.lookup.AbstractStringLookup",
          "org.apache.commons.text.lookup.FileStringLookup",
          "org.apache.commons.text.lookup.UrlStringLookup",
          "org.apache.commons.text.lookup.XmlStringLookup",
          "org.apache.commons.text.translate.NumericEntityEscaper",
          "org.nd4j.shade.protobuf.util.JsonFormat$ParserImpl");

  @TempDir private Path folder;

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
      assertTrue(isHidden(name), name + " is hidden too");
    }
    kit().map(IJavaLibrariesTest::location).forEach(libraries::add);
    JavaClasses both =
        new ClassFileImporter()
            .withImportOption(l -> l.contains("/target/ijava/") || uses(l))
            .importLocations(libraries);
    assertEquals(new TreeSet<>(NEVER_CALLED), lacking(both, older));
  }

  /** With names longer than a header among them, for which Commons Compress fails there. */
  @Test
  void tarArchivesAreReadBehindThem() throws Exception {
    String longName = "folder/".repeat(20);
    byte[] tar = tar(Map.of(longName + "other.JPEG", new byte[3], "in/a.JPEG", new byte[] {7}));
    Path packed = folder.resolve("a.tar.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(tar);
    }
    Path plain = Files.write(folder.resolve("a.tar"), tar(Map.of("in/a.JPEG", new byte[] {7})));
    ClassLoader platform = ClassLoader.getPlatformClassLoader();
    try (Stream<Path> files = Files.list(LIBRARIES);
        URLClassLoader first = new URLClassLoader(urls(files), platform);
        URLClassLoader kernel = new URLClassLoader(urls(kit()), first)) {
      Method read = method(kernel, "org.lzn.data.Archive", "read", Path.class, Collection.class);
      Map<?, ?> contents = (Map<?, ?>) read.invoke(null, packed, List.of("a.JPEG"));
      assertArrayEquals(new byte[] {7}, (byte[]) contents.get("a.JPEG"));
      Object listing =
          method(kernel, "org.lzn.data.TarListing", "of", Path.class).invoke(null, plain);
      assertTrue(listing.toString().contains("in/a.JPEG"), listing::toString);
      assertNotEquals(getClass().getClassLoader(), listing.getClass().getClassLoader());
    }
  }

  private static byte[] tar(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream out = new TarArchiveOutputStream(bytes)) {
      out.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
        entry.setSize(file.getValue().length);
        out.putArchiveEntry(entry);
        out.write(file.getValue());
        out.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static Method method(ClassLoader loader, String type, String name, Class<?>... arguments)
      throws ReflectiveOperationException {
    Method method = Class.forName(type, true, loader).getDeclaredMethod(name, arguments);
    method.setAccessible(true);
    return method;
  }

  private static URL[] urls(Stream<Path> files) throws IOException {
    List<URL> urls = new ArrayList<>();
    for (Path file : files.toList()) {
      urls.add(file.toUri().toURL());
    }
    return urls.toArray(URL[]::new);
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

  /** Whether a class names a hidden library. */
  private static boolean uses(Location location) {
    try (InputStream in = location.asURI().toURL().openStream()) {
      String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      return HIDDEN.stream().anyMatch(h -> text.contains(h.replace('.', '/')));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The classes outside the hidden libraries that name a member which is not there, or a class of
   * the newer versions that does, itself or through others.
   */
  private static Set<String> lacking(JavaClasses classes, Set<String> older) {
    Set<String> lacking = new TreeSet<>();
    int before;
    do {
      before = lacking.size();
      for (JavaClass user : classes) {
        if (!older.contains(user.getName())
            && user.getAccessesFromSelf().stream().anyMatch(a -> isLacking(a, older, lacking))) {
          lacking.add(user.getName());
        }
      }
    } while (lacking.size() > before);
    lacking.removeIf(IJavaLibrariesTest::isHidden);
    return lacking;
  }

  private static boolean isLacking(JavaAccess<?> access, Set<String> older, Set<String> lacking) {
    String owner = access.getTargetOwner().getName();
    return older.contains(owner)
        ? access.getTarget().resolveMember().isEmpty()
        : isHidden(owner) && lacking.contains(owner);
  }

  private static boolean isHidden(String name) {
    return HIDDEN.stream().anyMatch(name::startsWith);
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
