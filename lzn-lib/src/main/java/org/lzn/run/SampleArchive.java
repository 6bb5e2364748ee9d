package org.lzn.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lzn.file.Checksums;
import org.lzn.file.NumpyBytes;
import org.lzn.file.WholeFile;
import org.lzn.flow.OdeSolver;
import org.lzn.plot.ImageBatch;
import org.lzn.plot.Progress;
import org.lzn.tensor.Require;

/**
 * As many images as one likes, drawn by a run's model into one of NumPy's files: {@code arr_0}, (n,
 * H, W, C), bytes, which is what the field's scoring programs read. They are drawn a piece at a
 * time, in any order and by any machine; until all are there each is a file in a folder beside,
 * under a name that depends on all that made it, so that whoever is interrupted goes on.
 *
 * @param run whose model draws
 * @param file of the images, .npz
 * @param size how many images
 * @param solver of their flow
 * @param seed of latents and noise
 */
public record SampleArchive(RunFolder run, Path file, int size, OdeSolver solver, long seed) {
  private static final int PIECE = Drawing.PIECE;
  private static final int KEY = 16; // letters of a checksum

  /** Checks the number and the file's name. */
  public SampleArchive {
    Require.that(size > 0, "there must be 1 image or more, got %d", size);
    Require.that(isOne(file), "arrays go into a file called .npz, got %s", file);
  }

  /** Tells by its name whether a file is to be such an archive. */
  public static boolean isOne(Path file) {
    return file.toString().endsWith(".npz");
  }

  /** Returns the numbers of the pieces that are not there. */
  public List<Integer> missing() {
    String key = key();
    return IntStream.range(0, pieces())
        .filter(piece -> !Files.exists(part(piece, key)))
        .boxed()
        .toList();
  }

  /** Draws a piece and keeps it. */
  public void make(int piece) {
    try (Recipe.Prepared model = run.drawingModel()) {
      make(model, piece, key());
    }
  }

  /** Draws what is missing, writes the file, and removes the pieces. */
  public Path write() {
    String key = key();
    try (Recipe.Prepared model = run.drawingModel()) {
      makeAll(model, missing(), key);
      long[] shape = model.sample(0, 1, solver, seed).shape().getShape();
      List<Path> parts = IntStream.range(0, pieces()).mapToObj(i -> part(i, key)).toList();
      NumpyBytes.writeArchive(file, "arr_0", parts, size, shape[2], shape[3], shape[1]);
    }
    clear();
    return file;
  }

  private void makeAll(Recipe.Prepared model, List<Integer> missing, String key) {
    if (missing.isEmpty()) {
      return;
    }
    long drawn = size - missing.stream().mapToLong(this::images).sum();
    try (Progress progress = Progress.of("drawing", size).counting("images", 1).startingAt(drawn)) {
      for (int piece : missing) {
        make(model, piece, key);
        drawn += images(piece);
        progress.update(drawn);
      }
    }
  }

  private void make(Recipe.Prepared model, int piece, String key) {
    int from = piece * PIECE;
    ImageBatch images = model.sample(from, from + images(piece), solver, seed);
    WholeFile.write(part(piece, key), out -> out.write(images.bytes()));
  }

  private int pieces() {
    return (size + PIECE - 1) / PIECE;
  }

  private int images(int piece) {
    return Math.min(PIECE, size - piece * PIECE);
  }

  private String key() {
    String weights = Checksums.of(run.weights());
    return Checksums.ofText(weights + ", " + solver + ", seed " + seed + ", " + size)
        .substring(0, KEY);
  }

  private Path folder() {
    return file.resolveSibling(file.getFileName() + ".parts");
  }

  private Path part(int piece, String key) {
    return folder().resolve(String.format("%s-%08d", key, piece * PIECE));
  }

  private static boolean isPart(Path file) {
    return file.getFileName().toString().matches("[0-9a-f]{" + KEY + "}-\\d{8}");
  }

  private void clear() {
    try (Stream<Path> files = Files.list(folder())) {
      for (Path part : files.filter(SampleArchive::isPart).toList()) {
        Files.delete(part);
      }
      Files.deleteIfExists(folder());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot empty " + folder() + ": " + e.getMessage(), e);
    }
  }
}
