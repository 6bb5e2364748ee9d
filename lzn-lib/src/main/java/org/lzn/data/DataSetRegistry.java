package org.lzn.data;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lzn.tensor.Require;

/** All data sets by name, the library's and those that others add as a {@link DataSet}. */
public final class DataSetRegistry {
  private static final String NAME = "[a-z0-9]+(-[a-z0-9]+)*";

  private DataSetRegistry() {}

  /**
   * Returns all data sets, the library's before those of others: small images before large ones,
   * these before photographs; what needs a folder comes last.
   */
  public static List<DataSet> all() {
    return named(
        ServiceLoader.load(DataSet.class, DataSetRegistry.class.getClassLoader()).stream()
            .map(ServiceLoader.Provider::get));
  }

  /**
   * Returns the data set of a name.
   *
   * @throws IllegalArgumentException if there is no such name, and the message has all of them
   */
  public static DataSet of(String id) {
    List<DataSet> all = all();
    return all.stream()
        .filter(set -> set.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(unknown(id, all)));
  }

  /** Puts data sets in order; every name must stand for one of them, and be one word. */
  static List<DataSet> named(Stream<DataSet> sets) {
    Map<String, DataSet> byName = new HashMap<>();
    for (DataSet set : sets.toList()) {
      Require.that(
          set.id().matches(NAME),
          "the name of a data set has small letters, digits and - inside, got \"%s\" of %s",
          set.id(),
          set.getClass().getName());
      DataSet other = byName.putIfAbsent(set.id(), set);
      if (other != null) {
        String both = other.getClass().getName() + " and " + set.getClass().getName();
        throw new IllegalArgumentException("two data sets are called " + set.id() + ": " + both);
      }
    }
    return byName.values().stream()
        .sorted(
            Comparator.comparing(DataSetRegistry::isOfOthers)
                .thenComparing(DataSet::needsFolder)
                .thenComparing(DataSetRegistry::values)
                .thenComparing(DataSet::id))
        .toList();
  }

  private static boolean isOfOthers(DataSet set) {
    return !set.getClass().getPackageName().equals(DataSet.class.getPackageName());
  }

  private static long values(DataSet set) {
    return set.shape().map(shape -> shape.size()).orElse(Long.MAX_VALUE);
  }

  private static String unknown(String id, List<DataSet> all) {
    return "no data set \""
        + id
        + "\": there are "
        + all.stream().map(DataSet::id).collect(Collectors.joining(", "))
        + ", each also with its place, NAME:FOLDER";
  }
}
