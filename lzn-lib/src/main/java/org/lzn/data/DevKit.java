package org.lzn.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lzn.file.BadFileException;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.Sources;
import us.hebi.matlab.mat.types.Struct;

/**
 * The development kit of ImageNet's competition of 2012 [Rus15]: the class of each validation
 * image.
 *
 * <p>{@code ILSVRC2012_validation_ground_truth.txt} has a number a line, and {@code meta.mat} says
 * which class has it. The numbers are not in the order of the classes' names.
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
record DevKit(Path source, List<String> classNames, int[] labels) {
  static final String NAME = "ILSVRC2012_devkit_t12";
  private static final String TRUTH = "ILSVRC2012_validation_ground_truth.txt";
  private static final String META = "meta.mat";

  /** Reads the kit, packed or unpacked, in a folder. */
  static DevKit in(Path folder) {
    Path unpacked = folder.resolve(NAME).resolve("data");
    Path source = Files.isDirectory(unpacked) ? unpacked : folder.resolve(NAME + ".tar.gz");
    Map<String, byte[]> files = Archive.read(source, List.of(TRUTH, META));
    Map<Integer, String> classes = classes(source.resolve(META), files.get(META));
    List<String> names = classes.values().stream().sorted().toList();
    Path truth = source.resolve(TRUTH);
    List<String> lines = new String(files.get(TRUTH), StandardCharsets.US_ASCII).lines().toList();
    int[] labels = new int[lines.size()];
    for (int i = 0; i < labels.length; i++) {
      String name = classes.get(number(lines.get(i)));
      if (name == null) {
        String actual = "\"" + lines.get(i) + "\" in line " + (i + 1);
        throw bad(truth, "numbers of the " + names.size() + " classes", actual, null);
      }
      labels[i] = names.indexOf(name);
    }
    return new DevKit(truth, names, labels);
  }

  /** Throws unless there is a label for each image of a folder or an archive. */
  void requireLabels(int images, Path place) {
    if (labels.length != images) {
      String expected = images + " labels, one for each image in " + place;
      throw bad(source, expected, labels.length + " labels", null);
    }
  }

  /** Returns the classes without classes below them, by number. */
  private static Map<Integer, String> classes(Path file, byte[] content) {
    Map<Integer, String> classes = new HashMap<>();
    try (MatFile meta = new ModestMatReader(Sources.wrap(content)).readMat()) {
      Struct synsets = meta.getStruct("synsets");
      for (int i = 0; i < synsets.getNumElements(); i++) {
        if (synsets.getMatrix("num_children", i).getInt(0) == 0) {
          int number = synsets.getMatrix("ILSVRC2012_ID", i).getInt(0);
          classes.put(number, synsets.getChar("WNID", i).getString());
        }
      }
      return classes;
    } catch (IOException | RuntimeException e) {
      String expected = "ImageNet's table of classes, a MATLAB file";
      throw bad(file, expected, "something else: " + e.getMessage(), e);
    }
  }

  private static int number(String line) {
    try {
      return Integer.parseInt(line.strip());
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private static BadFileException bad(Path file, String expected, String actual, Throwable cause) {
    return new BadFileException(
        file, expected, actual, "Use the " + NAME + " that belongs to the images.", cause);
  }
}
