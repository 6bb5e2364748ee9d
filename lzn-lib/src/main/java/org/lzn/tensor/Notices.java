package org.lzn.tensor;

import java.util.ServiceLoader;

/**
 * What the library has to say while it works, a line each. Nothing below the figures and the
 * command line prints: it speaks here, and whoever shows things to the user listens. A listener is
 * found by {@link ServiceLoader}; without any, nothing is said.
 */
public interface Notices {
  /** Shows a line to the user. */
  void show(String line);

  /** Sends a line to all listeners. */
  static void say(String line) {
    ServiceLoader.load(Notices.class, Notices.class.getClassLoader()).forEach(n -> n.show(line));
  }
}
