package org.lzn.flow;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** All solvers by name, the library's and those that others add as a {@link SolverFamily}. */
public final class Solvers {
  private Solvers() {}

  /** Returns all families, by name. */
  public static List<SolverFamily> families() {
    return ServiceLoader.load(SolverFamily.class, Solvers.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(SolverFamily::id))
        .toList();
  }

  /**
   * Reads {@code NAME} or {@code NAME:ARGUMENT}, such as {@code rk45} or {@code euler:50}.
   *
   * @throws IllegalArgumentException if there is no such solver; the message has all of them
   */
  public static OdeSolver parse(String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    SolverFamily family =
        families().stream()
            .filter(f -> f.id().equals(name))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException(unknown(text)));
    return family.of(colon < 0 ? "" : text.substring(colon + 1));
  }

  private static String unknown(String text) {
    return "no solver \""
        + text
        + "\": there are "
        + families().stream()
            .map(f -> f.id() + " (" + f.about() + ")")
            .collect(Collectors.joining(", "))
        + "; as in euler:50";
  }
}
