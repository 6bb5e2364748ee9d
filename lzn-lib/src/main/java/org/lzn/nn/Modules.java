package org.lzn.nn;

/** Numbers the parts of an NCSN++ in the order in which they are built: {@code all_modules.i}. */
final class Modules {
  private final Weights all;
  private int next;

  Modules(Network network) {
    all = new Weights(network, "").part("all_modules");
  }

  Weights next() {
    return all.part(next++);
  }
}
