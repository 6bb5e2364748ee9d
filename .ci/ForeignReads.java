import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * Names the files that recorded JVMs read outside the given folders, less those of programs: java
 * ForeignReads.java RECORDINGS FOLDER... Ends with 1 if there are any.
 *
 * <p>What native code reads by itself, PyTorch for one, is not recorded.
 */
final class ForeignReads {
  private static final Pattern PROGRAM =
      Pattern.compile(".*\\.(jar|so|properties|conf|xml|policy|ttf|ttc|otf|pfb)");

  public static void main(String[] arguments) throws IOException {
    List<Path> known = Arrays.stream(arguments).skip(1).map(ForeignReads::real).toList();
    TreeSet<String> foreign = new TreeSet<>();
    long reads = 0;
    for (Path file : recordings(Path.of(arguments[0]))) {
      try (RecordingFile recording = new RecordingFile(file)) {
        while (recording.hasMoreEvents()) {
          RecordedEvent event = recording.readEvent();
          String path = event.getString("path");
          reads++;
          if (path != null && isForeign(path, known)) {
            foreign.add(path);
          }
        }
      } catch (IOException e) { // The JVM was killed as it wrote.
        System.out.println("not read: " + file + ": " + e.getMessage());
      }
    }
    System.out.printf("%,d reads of files, %d outside:%n", reads, foreign.size());
    foreign.forEach(path -> System.out.println("  " + path));
    System.exit(foreign.isEmpty() && reads > 0 ? 0 : 1);
  }

  private static boolean isForeign(String path, List<Path> known) {
    return !PROGRAM.matcher(path).matches() && known.stream().noneMatch(real(path)::startsWith);
  }

  private static List<Path> recordings(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".jfr")).toList();
    }
  }

  /** A link counts as the file it leads to. */
  private static Path real(String path) {
    try {
      return Path.of(path).toRealPath();
    } catch (IOException e) {
      return Path.of(path).toAbsolutePath().normalize();
    }
  }
}
