package org.lzn.cli;

import org.lzn.run.CodeVersion;
import org.lzn.tensor.Require;

/** That all machines have the same kit: results of several versions would be nobody's. */
final class OneKit {
  private OneKit() {}

  /** Returns the version that runs here. */
  static String here() {
    return CodeVersion.current().toString();
  }

  /** Refuses work that another version has asked for. */
  static void require(String asked) {
    Require.that(
        here().equals(asked),
        "all machines must have the same kit: this one has %s, it was asked by %s",
        here(),
        asked);
  }
}
