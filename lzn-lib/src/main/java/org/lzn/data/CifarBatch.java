package org.lzn.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.lzn.file.BadFileException;

/**
 * Collects the images of CIFAR-10's files, 3 · 32 · 32 bytes each: all red, all green, all blue.
 *
 * <p>A binary file is a row of records, a label's byte before each image's. A Python file is a
 * pickled dictionary with the list {@code labels} and the array {@code data}.
 */
final class CifarBatch {
  private static final int IMAGE = 3 * 32 * 32;
  private static final int CLASSES = 10;

  private final byte[] pixels;
  private final byte[] labels;
  private int count;

  CifarBatch(int images) {
    pixels = new byte[Math.multiplyExact(images, IMAGE)];
    labels = new byte[images];
  }

  byte[] pixels() {
    return pixels;
  }

  byte[] labels() {
    return labels;
  }

  /** Adds the images of a file, of which there must be as many as expected. */
  void add(Path file, byte[] content, int images) {
    if (file.toString().endsWith(".bin")) {
      addRecords(file, content, images);
    } else {
      addPickle(file, content, images);
    }
  }

  private void addRecords(Path file, byte[] content, int images) {
    if (content.length != images * (1 + IMAGE)) {
      String expected = images + " records of " + (1 + IMAGE) + " bytes";
      throw bad(file, expected, content.length + " bytes", null);
    }
    for (int i = 0; i < images; i++) {
      addImage(file, content[i * (1 + IMAGE)], content, i * (1 + IMAGE) + 1);
    }
  }

  private void addPickle(Path file, byte[] content, int images) {
    try {
      Map<?, ?> dictionary = (Map<?, ?>) new NumpyPickle().loads(content);
      List<?> classes = (List<?>) dictionary.get("labels");
      byte[] data = ((NumpyPickle.Bytes) dictionary.get("data")).values();
      if (classes.size() != images || data.length != images * IMAGE) {
        String actual = classes.size() + " labels and " + data.length + " bytes";
        throw bad(file, images + " images of " + IMAGE + " bytes", actual, null);
      }
      for (int i = 0; i < images; i++) {
        addImage(file, ((Number) classes.get(i)).intValue(), data, i * IMAGE);
      }
    } catch (BadFileException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // A pickle can be wrong in as many ways as a program.
      String expected = "a Python pickle of CIFAR-10, labels and data";
      throw bad(file, expected, "something else: " + e.getMessage(), e);
    }
  }

  private void addImage(Path file, int label, byte[] source, int from) {
    if (label < 0 || label >= CLASSES) {
      throw bad(file, "labels from 0 to 9", label + " at image " + count, null);
    }
    labels[count] = (byte) label;
    System.arraycopy(source, from, pixels, count * IMAGE, IMAGE);
    count++;
  }

  private static BadFileException bad(Path file, String expected, String actual, Throwable cause) {
    return new BadFileException(
        file, expected, actual, "Fetch it again from " + Cifar10.HOME + ".", cause);
  }
}
