package org.lzn.golden;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lzn.nn.Network;
import org.lzn.tensor.Constants;
import org.lzn.tensor.SeededRandom;

/**
 * The golden cases' rule by which weights follow from a parameter's name alone, so that no weights
 * need be stored. Whatever computes expected outputs elsewhere fills its network by the same rule;
 * {@code src/test/resources/goldens/weights.py} has it in Python.
 *
 * <p>With h the FNV-1a hash (64 bits) of the name's UTF-8 bytes, element i = 1, 2, ... of the
 * parameter, in row-major order, takes
 *
 * <pre>
 * z = h + i · 0x9E3779B97F4A7C15
 * z = (z ^ z&gt;&gt;&gt;30) · 0xBF58476D1CE4E5B9
 * z = (z ^ z&gt;&gt;&gt;27) · 0x94D049BB133111EB
 * z =  z ^ z&gt;&gt;&gt;31
 * u = (z&gt;&gt;&gt;40) / 2^24 · 2 - 1,   from -1 (inclusive) to 1 (exclusive)
 * </pre>
 *
 * <p>in unsigned arithmetic modulo 2^64. The name hashed is {@code param:} + salt + prefix + the
 * parameter's name; the salt stands in {@code case.json} and is empty where it does not, the prefix
 * is that of the network, such as {@code encoder.}. The weight, rounded to float32, is
 *
 * <ul>
 *   <li>u √(3 / (size / first axis)) with two or more axes: of the variance 1 / fan-in;
 *   <li>1 + 0.1 u with one axis and a name that ends with {@code weight};
 *   <li>0.1 u with one axis otherwise.
 * </ul>
 */
final class GoldenWeights {
  private GoldenWeights() {}

  /**
   * Compares a network's parameters with the case's list and gives them the rule's values.
   *
   * @param prefix put before each name by the rule
   * @param key the list of names and shapes in the case's settings
   */
  static void fill(
      Network network, GoldenCase golden, String prefix, String key, Comparison comparison) {
    comparison.same(key, listed(golden.settings().getAsJsonArray(key)), parameters(network));
    NDManager manager = golden.manager();
    network.initialize(manager, SeededRandom.of(0));
    JsonElement salt = golden.settings().get("salt");
    String start = "param:" + (salt == null ? "" : salt.getAsString()) + prefix;
    for (Parameter parameter : network.getParameters().values()) {
      String name = parameter.getName();
      Shape shape = parameter.getShape();
      try (NDArray values = Constants.of(manager, values(start + name, shape), shape)) {
        network.set(name, values);
      }
    }
  }

  private static List<String> listed(JsonArray entries) {
    List<String> list = new ArrayList<>();
    for (JsonElement entry : entries) {
      JsonArray pair = entry.getAsJsonArray();
      list.add(pair.get(0).getAsString() + " " + pair.get(1).toString().replace(",", ", "));
    }
    return list;
  }

  private static List<String> parameters(Network network) {
    return network.getParameters().values().stream()
        .map(p -> p.getName() + " " + Arrays.toString(p.getShape().getShape()))
        .toList();
  }

  /** Returns the weights of a name and shape, row-major. */
  static float[] values(String name, Shape shape) {
    float[] values = new float[Math.toIntExact(shape.size())];
    long hash = fnv(name);
    for (int i = 0; i < values.length; i++) {
      double u = uniform(hash, i + 1);
      if (shape.dimension() > 1) {
        values[i] = (float) (u * Math.sqrt(3.0 * shape.get(0) / shape.size()));
      } else {
        values[i] = (float) (name.endsWith("weight") ? 1 + 0.1 * u : 0.1 * u);
      }
    }
    return values;
  }

  private static long fnv(String text) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    return hash;
  }

  private static double uniform(long hash, long i) {
    long z = hash + i * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    z ^= z >>> 31;
    return (z >>> 40) / (double) (1 << 24) * 2 - 1;
  }
}
