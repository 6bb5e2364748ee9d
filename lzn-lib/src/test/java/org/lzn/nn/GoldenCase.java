package org.lzn.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** A golden case's settings and arrays, and the errors found so far by name of the output. */
final class GoldenCase {
  final JsonObject json;
  final Map<String, Double> errors = new LinkedHashMap<>();
  private final Map<String, NDArray> arrays = new HashMap<>();

  GoldenCase(NDManager manager, Path folder) throws IOException {
    json = new Gson().fromJson(Files.readString(folder.resolve("case.json")), JsonObject.class);
    try (InputStream in = Files.newInputStream(folder.resolve("tensors.safetensors"))) {
      NDList.decode(manager, in).forEach(array -> arrays.put(array.getName(), array));
    }
  }

  /** Returns an array of the case, or null. */
  NDArray array(String name) {
    return arrays.get(name);
  }

  /** Notes max abs difference / max(1, max abs expected). */
  void compare(String name, NDArray actual) {
    NDArray expected = array(name);
    if (!actual.getShape().equals(expected.getShape())) {
      throw new AssertionError(name + ": " + actual.getShape() + ", not " + expected.getShape());
    }
    double[] a = numbers(actual);
    double[] b = numbers(expected);
    double largest = 0;
    double scale = 1;
    for (int i = 0; i < a.length; i++) {
      double difference = Math.abs(a[i] - b[i]);
      largest = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(largest, difference);
      scale = Math.max(scale, Math.abs(b[i]));
    }
    errors.put(name, largest / scale);
  }

  /** Throws unless the network has the parameters which the case lists under the key. */
  void sameParameters(String key, Network network) {
    List<String> expected = new ArrayList<>();
    for (JsonElement entry : json.getAsJsonArray(key)) {
      JsonArray pair = entry.getAsJsonArray();
      expected.add(pair.get(0).getAsString() + " " + integers(pair.get(1)));
    }
    List<String> actual =
        network.getParameters().values().stream()
            .map(p -> p.getName() + " " + Arrays.toString(p.getShape().getShape()))
            .toList();
    if (!actual.equals(expected)) {
      throw new AssertionError(key + ": expected " + expected + ", got " + actual);
    }
  }

  int integer(String key) {
    return json.get(key).getAsInt();
  }

  static List<Integer> integers(JsonElement array) {
    return StreamSupport.stream(array.getAsJsonArray().spliterator(), false)
        .map(JsonElement::getAsInt)
        .toList();
  }

  private static double[] numbers(NDArray array) {
    return Arrays.stream(array.toArray()).mapToDouble(Number::doubleValue).toArray();
  }
}
