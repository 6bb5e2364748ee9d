package org.lzn.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.lzn.metric.Features;

/**
 * The scores of a run's model. Most of their time goes into images that it draws: what is seen in
 * them is kept in {@code drawn/} of the run's folder until all is scored, so that whoever is
 * interrupted goes on, and several machines can share the work.
 *
 * @param run the run's folder
 * @param weights the file of the model's weights
 */
record Scoring(Path run, Path weights) {
  /** Returns where weights are that are not yet the run's own: until its record is written. */
  static Path unsettled(Path run) {
    return folder(run).resolve("weights.safetensors");
  }

  private static Path folder(Path run) {
    return run.resolve("drawn");
  }

  /** Returns all scores of the model. */
  List<RunScore> of(Recipe.Prepared model, RunData data) {
    Map<String, Features> seen = onPieces(model, data, DrawnPieces::all).orElse(Map.of());
    return model.scores(data.train(), data.heldOut(), seen);
  }

  /** Returns the pieces of its drawing that are still to be made. */
  List<Integer> missing(Recipe.Prepared model, RunData data) {
    return onPieces(model, data, DrawnPieces::missing).orElse(List.of());
  }

  /** Makes a piece. */
  void make(Recipe.Prepared model, RunData data, int piece) {
    Optional<Map<String, Features>> unused = onPieces(model, data, pieces -> pieces.make(piece));
  }

  /** Removes what was kept in the folder of a run. */
  static void clear(Path run) {
    Path folder = folder(run);
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(kept -> kept.toString().endsWith(".safetensors")).toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot empty " + folder + ": " + e.getMessage(), e);
    }
  }

  private <R> Optional<R> onPieces(
      Recipe.Prepared model, RunData data, Function<DrawnPieces, R> action) {
    Optional<Drawing> found = model.drawing(data.train());
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try (Drawing drawing = found.get()) {
      return Optional.of(action.apply(new DrawnPieces(folder(run), weights, drawing)));
    }
  }
}
