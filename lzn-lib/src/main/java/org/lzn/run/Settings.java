package org.lzn.run;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.lzn.file.Components;
import org.lzn.tensor.Require;

/**
 * Changes settings by name, as the command line's {@code --set training.batch=64} does.
 *
 * <p>Settings are records within records; a path names a component of each. The changed records are
 * made by their constructors, so that they check the new value.
 */
public final class Settings {
  private Settings() {}

  /**
   * Returns settings with changes made in order.
   *
   * @param changes each {@code path=value}; a list's values are separated by commas
   */
  public static <R extends Record> R with(R settings, Collection<String> changes) {
    R changed = settings;
    for (String change : changes) {
      int equals = change.indexOf('=');
      Require.that(equals > 0, "a setting must be path=value, got \"%s\"", change);
      changed = with(changed, change.substring(0, equals), change.substring(equals + 1));
    }
    return changed;
  }

  /** Returns all settings that can be changed, by their paths, with their values. */
  public static Map<String, Object> list(Record settings) {
    Map<String, Object> all = new LinkedHashMap<>();
    list("", settings, all);
    return all;
  }

  /**
   * Refuses changes that settings do not show, such as of a number that follows from another. Of
   * two changes of one setting the last counts.
   *
   * @param settings that were made with these changes
   */
  static void requireMade(Collection<String> changes, Record settings) {
    Map<String, String> last = new LinkedHashMap<>();
    changes.forEach(c -> last.put(c.substring(0, c.indexOf('=')), c.substring(c.indexOf('=') + 1)));
    last.forEach(
        (path, value) -> {
          Object now = at(settings, List.of(path.split("\\.", -1)));
          Require.that(
              parsed(now, path, value).equals(now),
              "setting %s: %s was asked for, but it is %s, which follows from other settings,"
                  + " from the recipe or from the data",
              path,
              value,
              now);
        });
  }

  private static Object at(Object settings, List<String> names) {
    if (names.isEmpty()) {
      return settings;
    }
    if (settings instanceof Map<?, ?> map) {
      return map.get(String.join(".", names));
    }
    Object part = Components.of((Record) settings).get(names.get(0));
    return at(part, names.subList(1, names.size()));
  }

  private static void list(String path, Object value, Map<String, Object> all) {
    String prefix = path.isEmpty() ? "" : path + ".";
    if (value instanceof Record settings) {
      Components.of(settings).forEach((name, part) -> list(prefix + name, part, all));
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((key, item) -> list(prefix + key, item, all));
    } else if (value instanceof List<?> items) {
      all.put(path, items.stream().map(String::valueOf).collect(Collectors.joining(",")));
    } else if (value instanceof Number || value instanceof Boolean || value instanceof String) {
      all.put(path, value);
    }
  }

  private static <R extends Record> R with(R settings, String path, String value) {
    @SuppressWarnings("unchecked") // a record with one component changed is of its own type
    R changed = (R) changed(settings, path, List.of(path.split("\\.", -1)), value);
    return changed;
  }

  private static Object changed(Object old, String path, List<String> names, String value) {
    if (names.isEmpty()) {
      return parsed(old, path, value);
    }
    String rest = String.join(".", names);
    Require.that(
        old instanceof Record, "setting %s: %s is not there, %s has no parts", path, rest, old);
    return changedRecord((Record) old, path, names, value);
  }

  private static Record changedRecord(Record old, String path, List<String> names, String value) {
    Map<String, Object> values = Components.of(old);
    String name = names.get(0);
    if (!values.containsKey(name)) {
      throw new IllegalArgumentException(unknown(path, name, values.keySet()));
    }
    String type = Components.type(old, name);
    List<String> rest = names.subList(1, names.size());
    if (values.get(name) instanceof Map<?, ?> map && !rest.isEmpty()) {
      String key = String.join(".", rest);
      if (!keys(values).contains(key)) {
        throw new IllegalArgumentException(unknown(path, key, keys(values)));
      }
      values.put(name, changedMap(map, example(type), path, key, value));
    } else {
      values.put(name, changed(withExample(values.get(name), type), path, rest, value));
    }
    try {
      return Components.with(old, values);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("setting " + path + ": " + e.getMessage(), e.getCause());
    }
  }

  /** An empty list does not show what it holds; its declaration does. */
  private static Object withExample(Object value, String type) {
    return value instanceof List<?> list && list.isEmpty() ? List.of(example(type)) : value;
  }

  private static Object example(String type) {
    if (type.contains("String")) {
      return "";
    }
    return type.contains("Double") ? (Object) 0.0 : (Object) 0;
  }

  private static Map<Object, Object> changedMap(
      Map<?, ?> old, Object example, String path, String key, String value) {
    Map<Object, Object> map = new LinkedHashMap<>(old);
    map.put(key, parsed(map.getOrDefault(key, example), path, value));
    return map;
  }

  /** The maps of a record have the same keys: a part with a learning rate is one that may stop. */
  private static Set<String> keys(Map<String, Object> values) {
    Set<String> keys = new TreeSet<>();
    for (Object value : values.values()) {
      if (value instanceof Map<?, ?> map) {
        map.keySet().forEach(key -> keys.add(String.valueOf(key)));
      }
    }
    return keys;
  }

  private static String unknown(String path, String name, Collection<String> known) {
    return String.format("no setting %s: instead of %s, did you mean ", path, name)
        + nearest(name, known)
        + "? There are "
        + String.join(", ", known);
  }

  /** Returns the name that takes the fewest changes of letters to reach. */
  static String nearest(String name, Collection<String> known) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    return known.stream()
        .min((a, b) -> Integer.compare(distance.apply(name, a), distance.apply(name, b)))
        .orElseThrow();
  }

  /** Reads a value of the old one's type. */
  private static Object parsed(Object old, String path, String value) {
    try {
      if (old instanceof Integer) {
        return Integer.valueOf(value);
      } else if (old instanceof Long) {
        return Long.valueOf(value);
      } else if (old instanceof Double) {
        return Double.valueOf(value);
      } else if (old instanceof Boolean) {
        Require.that(value.matches("true|false"), "not true or false");
        return Boolean.valueOf(value);
      } else if (old instanceof String) {
        return value;
      } else if (old instanceof List<?> list) {
        return parsedList(list, path, value);
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "setting "
              + path
              + ": expected a value like "
              + old
              + " ("
              + old.getClass().getSimpleName()
              + "), got \""
              + value
              + "\"",
          e);
    }
    throw new IllegalArgumentException(
        "setting " + path + ": " + old + " is changed by its parts" + parts(old));
  }

  private static List<Object> parsedList(List<?> old, String path, String value) {
    if (value.isEmpty()) {
      return List.of();
    }
    Object like = old.isEmpty() ? 0 : old.get(0);
    return Arrays.stream(value.split(",", -1))
        .map(item -> parsed(like, path, item.strip()))
        .toList();
  }

  private static String parts(Object old) {
    return old instanceof Record settings
        ? ": " + String.join(", ", Components.of(settings).keySet())
        : "";
  }
}
