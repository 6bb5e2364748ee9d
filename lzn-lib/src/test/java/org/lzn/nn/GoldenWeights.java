package org.lzn.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.nio.charset.StandardCharsets;
import org.lzn.tensor.Constants;

/** The rule of goldens/README.md by which weights follow from a parameter's name alone. */
public final class GoldenWeights {
  private GoldenWeights() {}

  /** Gives every parameter the values that the rule prescribes. */
  public static void fill(Network network, NDManager manager, String prefix) {
    for (Parameter parameter : network.getParameters().values()) {
      try (NDArray values =
          Constants.of(
              manager,
              values(prefix, parameter.getName(), parameter.getShape()),
              parameter.getShape())) {
        network.set(parameter.getName(), values);
      }
    }
  }

  private static float[] values(String prefix, String name, Shape shape) {
    float[] values = new float[Math.toIntExact(shape.size())];
    long hash = fnv("param:" + prefix + name);
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
