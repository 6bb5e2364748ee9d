package org.lzn.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lzn.metric.Features;

/**
 * The images that a model draws to be scored: what networks see in them is computed a piece at a
 * time, so that memory does not grow with their number, and a piece can be computed anywhere.
 */
public interface Drawing extends AutoCloseable {
  /** Images of a piece; drawn in chunks, of which it holds whole ones. */
  int PIECE = 1024;

  /** Returns how many images there are. */
  int size();

  /** Returns what a piece depends on besides the weights, in words. */
  String about();

  /** Returns what each network sees in the images from (inclusive) to (exclusive), by its use. */
  Map<String, Features> seen(int from, int to);

  /** Frees the networks that look. */
  @Override
  void close();

  /** Returns how many pieces there are. */
  default int pieces() {
    return (size() + PIECE - 1) / PIECE;
  }

  /** Returns what is seen in the images of one piece. */
  default Map<String, Features> piece(int number) {
    return seen(number * PIECE, Math.min(size(), (number + 1) * PIECE));
  }

  /** Returns what is seen in all images. */
  default Map<String, Features> all() {
    List<Map<String, Features>> all = new ArrayList<>();
    for (int number = 0; number < pieces(); number++) {
      all.add(piece(number));
    }
    return joined(all);
  }

  /** Returns what is seen in all images of a drawing, if there is one, and closes it. */
  static Map<String, Features> seenIn(Optional<Drawing> drawing) {
    if (drawing.isEmpty()) {
      return Map.of();
    }
    try (Drawing images = drawing.get()) {
      return images.all();
    }
  }

  /** Joins pieces, in their order. */
  static Map<String, Features> joined(List<Map<String, Features>> pieces) {
    Map<String, Features> joined = new LinkedHashMap<>();
    for (String use : pieces.get(0).keySet()) {
      joined.put(use, Features.joined(pieces.stream().map(piece -> piece.get(use)).toList()));
    }
    return joined;
  }
}
