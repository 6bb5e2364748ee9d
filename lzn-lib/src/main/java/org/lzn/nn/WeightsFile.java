package org.lzn.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Parameter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lzn.file.BadFileException;
import org.lzn.file.SafeTensors;
import org.lzn.tensor.HostTransfers;
import org.lzn.tensor.Require;
import org.lzn.tensor.Scope;

/**
 * The weights of networks as a safetensors file: every parameter under the name of its part and its
 * own, as in {@code decoder.all_modules.0.weight}.
 */
public final class WeightsFile {
  private static final double LARGEST_HALF = 65_504;

  private WeightsFile() {}

  /**
   * Writes all parameters, whole or not at all.
   *
   * @param parts networks by the name of their part
   * @param about texts that say what these weights are
   */
  public static Path write(Path file, Map<String, Network> parts, Map<String, String> about) {
    return SafeTensors.write(file, named(parts), about);
  }

  /**
   * Writes all parameters likewise, rounded to half precision (float16): half the bytes, for
   * weights to be kept or sent, at a relative error of at most 2⁻¹¹ of each above 6e-5.
   *
   * @throws IllegalArgumentException if one is beyond 65,504, the largest of that precision; then
   *     nothing is written
   */
  public static Path writeHalf(Path file, Map<String, Network> parts, Map<String, String> about) {
    try (Scope scope = Scope.open()) {
      Map<String, NDArray> rounded = new LinkedHashMap<>();
      named(parts)
          .forEach(
              (name, weights) -> {
                double largest = HostTransfers.number(weights.abs().max());
                Require.that(
                    largest <= LARGEST_HALF,
                    "%s has a weight of size %s; half precision ends at %s",
                    name,
                    largest,
                    LARGEST_HALF);
                rounded.put(name, weights.toType(DataType.FLOAT16, true));
              });
      return SafeTensors.write(file, rounded, about);
    }
  }

  /**
   * Reads all parameters into networks of the same settings.
   *
   * @return what the file says about the weights
   * @throws BadFileException if the file is not sound, or made by other networks; then no parameter
   *     has changed
   */
  public static Map<String, String> read(Path file, Map<String, Network> parts) {
    SafeTensors tensors = SafeTensors.open(file);
    tensors.copyTo(named(parts));
    return tensors.metadata();
  }

  private static Map<String, NDArray> named(Map<String, Network> parts) {
    Map<String, NDArray> named = new LinkedHashMap<>();
    parts.forEach(
        (part, network) -> {
          for (Parameter parameter : network.getDirectParameters().values()) {
            named.put(part + "." + parameter.getName(), parameter.getArray());
          }
        });
    return named;
  }
}
