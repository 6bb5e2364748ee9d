package org.lzn.nn;

/** Numbers the parts of an NCSN++ in the order in which they are built: {@code all_modules.i}. */
final class Modules {
  private final ParameterScope all;
  private int next;

  Modules(Network network) {
    all = ParameterScope.of(network).part("all_modules");
  }

  ParameterScope next() {
    return all.part(next++);
  }
}
