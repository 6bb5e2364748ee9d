package org.lzn.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lzn.file.BadFileException;
import org.lzn.tensor.Require;

/**
 * Where the files of a run lie in its folder.
 *
 * @param folder which need not exist yet
 */
record RunFiles(Path folder) {
  /**
   * Returns the folder's name, which is that of a run trained in it.
   *
   * @throws IllegalArgumentException if it has none, as / has
   */
  String name() {
    Path name = folder.toAbsolutePath().normalize().getFileName();
    Require.that(name != null, "a run is named as its folder, and %s has no name", folder);
    return name.toString();
  }

  /** Returns the place of the record of a run of this name. */
  Path record(String name) {
    return folder.resolve(name + ".json");
  }

  /** Returns the place of its averaged weights. */
  Path weights(String name) {
    return folder.resolve(name + ".safetensors");
  }

  /** Returns the file of its residents, which need not exist. */
  ResidentsFile residents(String name) {
    return new ResidentsFile(folder.resolve(name + ".residents.safetensors"), weights(name));
  }

  /**
   * Returns the record that is there.
   *
   * @throws BadFileException if there is none
   */
  Path record() {
    return records().stream()
        .findFirst()
        .orElseThrow(() -> notARun(Files.exists(folder) ? "none" : "no such folder"));
  }

  /** Returns the JSON files in the folder: first the one named as it is. */
  List<Path> records() {
    String name = name(); // refuses / before anything is read in it
    if (!Files.exists(folder)) {
      return List.of();
    }
    if (!Files.isDirectory(folder)) {
      throw notARun("a file");
    }
    try (Stream<Path> files = Files.list(folder)) {
      Comparator<Path> ownLast = Comparator.comparing(file -> file.endsWith(name + ".json"));
      return files
          .filter(RunFiles::isRecord)
          .sorted(ownLast.reversed().thenComparing(Comparator.naturalOrder()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list run " + name + ": " + e.getMessage(), e);
    }
  }

  private static boolean isRecord(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".json") && !name.startsWith(".");
  }

  private BadFileException notARun(String actual) {
    return new BadFileException(
        folder, "a run's folder with its record, NAME.json", actual, remedy());
  }

  /** Runs of the kit are called RECIPE-SEED. */
  private String remedy() {
    Matcher name = Pattern.compile("(.+)-(\\d+)").matcher(name());
    return name.matches()
        ? String.format(
            "Train it: environment/lzn train %s --seed %s --output %s",
            name.group(1), name.group(2), folder)
        : "Train one with lzn train.";
  }
}
