package org.lzn.file;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The first thing in which two descriptions differ.
 *
 * @param path of its names, with dots
 * @param theirs the value there, null if there is none
 * @param ours the other value
 */
public record JsonDifference(String path, JsonElement theirs, JsonElement ours) {
  /** Returns the first difference, by the order of names; empty if there is none. */
  public static Optional<JsonDifference> of(JsonElement theirs, JsonElement ours) {
    return find("", theirs, ours);
  }

  private static Optional<JsonDifference> find(String path, JsonElement theirs, JsonElement ours) {
    if (theirs instanceof JsonObject a && ours instanceof JsonObject b) {
      Set<String> keys = new TreeSet<>(a.keySet());
      keys.addAll(b.keySet());
      String prefix = path.isEmpty() ? "" : path + ".";
      return keys.stream()
          .flatMap(key -> find(prefix + key, a.get(key), b.get(key)).stream())
          .findFirst();
    }
    return Objects.equals(theirs, ours)
        ? Optional.empty()
        : Optional.of(new JsonDifference(path, theirs, ours));
  }

  /** Says what theirs is: "seed is 2, not 1". */
  @Override
  public String toString() {
    return path + " is " + theirs + ", not " + ours;
  }
}
