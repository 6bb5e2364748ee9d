package org.lzn.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lzn.file.BadFileException;
import org.lzn.file.SafeTensors;

/**
 * The weights of networks as a safetensors file: every parameter under the name of its part and its
 * own, as in {@code decoder.all_modules.0.weight}.
 */
public final class WeightsFile {
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
