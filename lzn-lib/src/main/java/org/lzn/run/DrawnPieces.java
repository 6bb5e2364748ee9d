package org.lzn.run;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lzn.file.Checksums;
import org.lzn.file.SafeTensors;
import org.lzn.metric.Features;
import org.lzn.plot.Progress;
import org.lzn.tensor.Constants;
import org.lzn.tensor.Devices;

/**
 * What has been computed of a {@link Drawing}, a file for each piece in the folder of its run while
 * it lasts: who comes back after an interruption, or after a cluster has made some, goes on.
 */
final class DrawnPieces {
  private static final String KEY = "of";

  private final Path folder;
  private final Drawing drawing;
  private final String key;

  /**
   * Names the pieces.
   *
   * @param folder of the files
   * @param weights of the model that draws
   */
  DrawnPieces(Path folder, Path weights, Drawing drawing) {
    this.folder = folder;
    this.drawing = drawing;
    key = drawing.about() + ", weights " + Checksums.of(weights);
  }

  /** Returns what is seen in all images; computes what is not there. */
  Map<String, Features> all() {
    List<Map<String, Features>> all = new ArrayList<>();
    try (Progress progress =
        Progress.of("drawing", drawing.size()).counting("images", 1).after(5)) {
      for (int number = 0; number < drawing.pieces(); number++) {
        int piece = number;
        all.add(read(number).orElseGet(() -> make(piece)));
        progress.update(Math.min(drawing.size(), (number + 1L) * Drawing.PIECE));
      }
    }
    return Drawing.joined(all);
  }

  /** Returns the numbers of the pieces that are not there. */
  List<Integer> missing() {
    List<Integer> missing = new ArrayList<>();
    for (int number = 0; number < drawing.pieces(); number++) {
      if (read(number).isEmpty()) {
        missing.add(number);
      }
    }
    return missing;
  }

  /** Computes a piece and keeps it. */
  Map<String, Features> make(int number) {
    Map<String, Features> piece = drawing.piece(number);
    try (NDManager manager = Devices.newManager()) {
      Map<String, NDArray> arrays = new LinkedHashMap<>();
      piece.forEach((use, features) -> arrays.put(use, array(manager, features)));
      SafeTensors.write(file(number), arrays, Map.of(KEY, key));
    }
    return piece;
  }

  private static NDArray array(NDManager manager, Features features) {
    double[] rows = features.rows(0, features.size());
    float[] values = new float[rows.length]; // what a network sees is of this precision
    for (int i = 0; i < rows.length; i++) {
      values[i] = (float) rows[i];
    }
    return Constants.of(manager, values, new Shape(features.size(), features.width()));
  }

  /** Reads a piece; one of another model or of other settings is none. */
  private Optional<Map<String, Features>> read(int number) {
    if (!Files.exists(file(number))) {
      return Optional.empty();
    }
    SafeTensors file = SafeTensors.open(file(number));
    if (!key.equals(file.metadata().get(KEY))) {
      return Optional.empty();
    }
    try (NDManager manager = Devices.newManager()) {
      Map<String, Features> piece = new LinkedHashMap<>();
      for (String use : file.names()) {
        NDArray array = file.read(manager, use);
        int width = Math.toIntExact(array.getShape().get(1));
        piece.put(use, Features.of(array.toFloatArray(), width));
      }
      return Optional.of(piece);
    }
  }

  private Path file(int number) {
    return folder.resolve(String.format("images-%08d.safetensors", number * Drawing.PIECE));
  }
}
