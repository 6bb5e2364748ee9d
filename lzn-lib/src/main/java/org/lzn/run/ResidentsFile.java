package org.lzn.run;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lzn.data.ImageDataset;
import org.lzn.file.BadFileException;
import org.lzn.file.Checksums;
import org.lzn.file.SafeTensors;
import org.lzn.task.Residents;
import org.lzn.tensor.Constants;
import org.lzn.tensor.Devices;
import org.lzn.tensor.HostTransfers;
import org.lzn.tensor.Scope;

/**
 * The residents of a run's latent space as a safetensors file: their anchors (n, q), and in its
 * texts where they come from and the SHA-256 of the weights that gave them. Anchors of other
 * weights place every image wrongly and look as sound, so that a file of other weights is refused.
 *
 * @param path of the file
 * @param weights the run's weights file
 */
record ResidentsFile(Path path, Path weights) {
  private static final String ANCHORS = "residents";
  private static final String WEIGHTS = "weights";
  private static final String IMAGES = "images";
  private static final String CLASSES = "classes";
  private static final String SEED = "seed";

  /**
   * Chooses residents among the images that the model of the weights has learnt from and writes
   * them, if it brings images into a latent space.
   *
   * @param n how many; all, where there are fewer
   */
  @CanIgnoreReturnValue
  Optional<Residents> settle(Recipe.Prepared model, RunData data, int n, long seed) {
    ImageDataset learnt = model.learns(data.train());
    int most = Math.min(n, learnt.size());
    Optional<Residents> residents =
        model.imageEncoder().map(encoder -> Residents.of(encoder, learnt, most, seed));
    residents.ifPresent(this::write);
    return residents;
  }

  /** Writes residents of the weights that are there, whole or not at all. */
  private void write(Residents residents) {
    Residents.Origin origin = residents.origin();
    Map<String, String> about =
        Map.of(
            WEIGHTS,
            Checksums.of(weights),
            IMAGES,
            origin.images(),
            CLASSES,
            String.join("\n", origin.classNames()),
            SEED,
            String.valueOf(origin.seed()));
    try (Scope scope = Scope.open();
        NDManager manager = Devices.newManager()) {
      Shape shape = new Shape(residents.size(), residents.dimension());
      NDArray anchors = Constants.of(manager, residents.anchors(), shape);
      SafeTensors.write(path, Map.of(ANCHORS, anchors), about);
    }
  }

  /** Tells whether there are any. */
  boolean exists() {
    return Files.exists(path);
  }

  /**
   * Reads them.
   *
   * @throws BadFileException if there are none, or they belong to other weights
   */
  Residents read() {
    if (!exists()) {
      throw bad("the residents of this run", "no such file");
    }
    SafeTensors tensors = SafeTensors.open(path);
    Map<String, String> about = tensors.metadata();
    String sum = Checksums.of(weights);
    if (!sum.equals(about.get(WEIGHTS))) {
      String whose = about.getOrDefault(WEIGHTS, "none");
      throw bad("residents of " + weights.getFileName() + ", SHA-256 " + sum, "of " + whose);
    }
    Shape shape = tensors.names().contains(ANCHORS) ? tensors.shape(ANCHORS) : new Shape();
    if (shape.dimension() != 2 || shape.size() < 1) {
      throw bad("an array " + ANCHORS + " of shape (n, q)", "shape " + shape);
    }
    try (Scope scope = Scope.open();
        NDManager manager = Devices.newManager()) {
      float[] anchors = HostTransfers.floats(tensors.read(manager, ANCHORS));
      return new Residents(anchors, Math.toIntExact(shape.get(1)), origin(about));
    }
  }

  private Residents.Origin origin(Map<String, String> about) {
    String seed = about.getOrDefault(SEED, "");
    if (!seed.matches("-?\\d{1,18}")) {
      throw bad("the seed of the residents", seed.isEmpty() ? "none" : seed);
    }
    List<String> classes = List.of(about.getOrDefault(CLASSES, "").split("\n"));
    return new Residents.Origin(about.getOrDefault(IMAGES, ""), classes, Long.parseLong(seed));
  }

  private BadFileException bad(String expected, String actual) {
    return new BadFileException(
        path, expected, actual, "Make them again: lzn residents " + path.getParent());
  }
}
