package org.lzn.official;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lzn.file.BadFileException;
import org.lzn.file.TorchFile;
import org.lzn.file.TorchTensor;
import org.lzn.nn.Network;

/**
 * One network of a released checkpoint: its tensors by name, and the averages of those that learn
 * as a list in the same order.
 *
 * @param file the checkpoint
 * @param name of the part: encoder, decoder or label_anchor
 * @param last the weights after the last step
 * @param averages moving averages of the trainable ones; null where none were kept
 */
record OfficialPart(
    TorchFile file, String name, Map<String, TorchTensor> last, List<TorchTensor> averages) {
  static final String REMEDY =
      "Make the network with this checkpoint's settings; OfficialCheckpoint.describe() tells them.";

  private static final String PREFIX = "model.module.";

  /** Tables in the file that no network reads. */
  private static final Set<String> UNREAD = Set.of("sigmas");

  /** Reads the names and shapes of a part, or returns null if the file has none of this name. */
  static OfficialPart of(TorchFile file, String name) {
    if (!file.entries().containsKey(name)) {
      return null;
    }
    Map<String, TorchTensor> last = new LinkedHashMap<>();
    OfficialEntries.dictionary(file, file.entries(), name)
        .forEach((key, value) -> last.put(shortName(file, name, key), tensor(file, key, value)));
    UNREAD.forEach(last::remove);
    String average = name + "_ema";
    if (!file.entries().containsKey(average)) {
      return new OfficialPart(file, name, last, null);
    }
    Map<?, ?> ema = OfficialEntries.dictionary(file, file.entries(), average);
    List<TorchTensor> averages =
        OfficialEntries.list(file, ema, "shadow_params").stream()
            .map(value -> tensor(file, average, value))
            .toList();
    return new OfficialPart(file, name, last, averages);
  }

  private static String shortName(TorchFile file, String part, Object key) {
    if (key instanceof String text && text.startsWith(PREFIX)) {
      return text.substring(PREFIX.length());
    }
    throw OfficialEntries.bad(
        file, "names of the " + part + " that begin with " + PREFIX, "another name");
  }

  private static TorchTensor tensor(TorchFile file, Object name, Object value) {
    if (value instanceof TorchTensor tensor) {
      return tensor;
    }
    throw OfficialEntries.bad(file, "a tensor as " + name, "something else");
  }

  /** Returns how many numbers the tensors hold. */
  long size() {
    return last.values().stream().mapToLong(tensor -> tensor.shape().size()).sum();
  }

  /** Returns whether names and shapes are those of the network. */
  boolean fits(Network network) {
    Map<String, Shape> own = new LinkedHashMap<>();
    network.getParameters().values().forEach(p -> own.put(p.getName(), p.getShape()));
    Map<String, Shape> stored = new LinkedHashMap<>();
    last.forEach((key, tensor) -> stored.put(key, tensor.shape()));
    return own.equals(stored);
  }

  /** Returns the weights for each parameter of a network, names and shapes compared. */
  Map<String, TorchTensor> weights(Network network, boolean averaged) {
    Map<String, TorchTensor> weights = averaged ? averaged(network) : last;
    network.getParameters().values().forEach(p -> requireShape(p, weights.get(p.getName())));
    for (String stored : weights.keySet()) {
      if (!network.getParameters().contains(stored)) {
        throw bad("no " + name + " parameter " + stored, "one of " + weights.get(stored).shape());
      }
    }
    return weights;
  }

  /** Reads the weights into a network, one tensor after the other. */
  void read(Map<String, TorchTensor> weights, Network network) {
    for (Parameter parameter : network.getParameters().values()) {
      String full = name + " parameter " + parameter.getName();
      weights.get(parameter.getName()).copyTo(full, parameter.getArray());
    }
  }

  /** Frozen parameters have no average: theirs are the last values. */
  private Map<String, TorchTensor> averaged(Network network) {
    network.getParameters().values().forEach(p -> requireShape(p, last.get(p.getName())));
    List<Parameter> learnt = network.trainable();
    String what = " averages, one for each parameter of the " + name + " that learns";
    if (averages == null || averages.size() != learnt.size()) {
      String actual = averages == null ? "none" : averages.size() + "";
      throw bad(learnt.size() + what, actual);
    }
    Map<String, TorchTensor> weights = new LinkedHashMap<>(last);
    for (int i = 0; i < averages.size(); i++) {
      weights.put(learnt.get(i).getName(), averages.get(i));
    }
    return weights;
  }

  private void requireShape(Parameter parameter, TorchTensor stored) {
    Shape shape = parameter.getShape();
    if (stored == null || !stored.shape().equals(shape)) {
      throw bad(
          name + " parameter " + parameter.getName() + " of shape " + shape,
          stored == null ? "none of this name" : stored.shape().toString());
    }
  }

  private BadFileException bad(String expected, String actual) {
    return new BadFileException(file.path(), expected, actual, REMEDY);
  }
}
