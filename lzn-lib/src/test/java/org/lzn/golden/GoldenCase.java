package org.lzn.golden;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * One golden case: settings in {@code case.json}, inputs and expected outputs in {@code
 * tensors.safetensors}, both computed with the authors' released implementation.
 *
 * @param folder where it lies; kinds with further files read them from there
 * @param settings the whole of case.json
 * @param tensors by name
 */
public record GoldenCase(Path folder, JsonObject settings, Map<String, NDArray> tensors) {
  /** Reads the case; its tensors belong to the manager. */
  public static GoldenCase read(Path folder, NDManager manager) throws IOException {
    try (Reader json = Files.newBufferedReader(folder.resolve("case.json"));
        InputStream data = Files.newInputStream(folder.resolve("tensors.safetensors"))) {
      Map<String, NDArray> tensors = new TreeMap<>();
      for (NDArray tensor : NDList.decode(manager, data)) {
        tensors.put(tensor.getName(), tensor);
      }
      return new GoldenCase(folder, JsonParser.parseReader(json).getAsJsonObject(), tensors);
    }
  }

  /** Returns the folder's name. */
  public String name() {
    return folder.getFileName().toString();
  }

  /** Returns the kind, which decides how the case is checked. */
  public String kind() {
    return settings.get("kind").getAsString();
  }

  /** Returns the manager of all tensors. */
  public NDManager manager() {
    return tensors.values().iterator().next().getManager();
  }

  /** Returns a number of the settings. */
  public double number(String setting) {
    return settings.get(setting).getAsDouble();
  }

  /** Returns a whole number of the settings. */
  public int integer(String setting) {
    return settings.get(setting).getAsInt();
  }

  /** Returns whether the case has the tensor. */
  public boolean has(String tensor) {
    return tensors.containsKey(tensor);
  }

  /** Returns a tensor as it is stored. */
  public NDArray tensor(String name) {
    NDArray tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "case " + name() + " has no tensor " + name + ", it has " + tensors.keySet());
    }
    return tensor;
  }

  /** Returns a tensor in another type. */
  public NDArray tensor(String name, DataType type) {
    return tensor(name).toType(type, true);
  }

  /** Returns a whole-number tensor as Java integers. */
  public int[] integers(String name) {
    return tensor(name, DataType.INT32).toIntArray();
  }
}
