package org.lzn.train.checkpoint;

import java.nio.file.Path;

/** Where a training begins. */
public sealed interface Resume {
  /** From the newest sound checkpoint of its folder; at step 0 where there is none. */
  record Auto() implements Resume {}

  /** At step 0; a folder with checkpoints is refused, so that none is lost. */
  record Never() implements Resume {}

  /** From a checkpoint: its JSON file. */
  record From(Path file) implements Resume {}

  /** Returns what a word of the command line means: "auto", "never" or a file. */
  static Resume of(String word) {
    return switch (word) {
      case "auto" -> new Auto();
      case "never" -> new Never();
      default -> new From(Path.of(word));
    };
  }
}
