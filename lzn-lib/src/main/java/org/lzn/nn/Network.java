package org.lzn.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lzn.tensor.NativeCopy;
import org.lzn.tensor.Require;
import org.lzn.tensor.SeededRandom;

/**
 * A network whose parameters carry the flat names of the released checkpoints, in their order.
 *
 * <p>Parameters are made by {@link #initialize(NDManager, SeededRandom)} and live until {@link
 * #close()}; what a forward pass makes lives in the caller's scope. As an ordinary DJL block it can
 * also be initialised by DJL, which then chooses the first values.
 */
public abstract class Network extends AbstractBlock implements AutoCloseable {
  private final Map<String, InitialValues> fills = new LinkedHashMap<>();

  /** Makes a network without parameters; its layers add theirs, see {@link ParameterScope}. */
  protected Network() {}

  /** Adds a parameter; called by {@link ParameterScope}. */
  final Parameter add(Parameter parameter, InitialValues fill) {
    Require.that(
        fills.put(parameter.getName(), fill) == null,
        "two parameters are named %s",
        parameter.getName());
    parameter.setInitializer(initializer(parameter.getName(), SeededRandom.of(0)));
    return addParameter(parameter);
  }

  /**
   * Gives every parameter its first values: each a function of the draws' seed and the parameter's
   * name, so that neither the order nor other parameters matter.
   */
  public void initialize(NDManager manager, SeededRandom draws) {
    for (Parameter parameter : parameters.values()) {
      parameter.close();
      parameter.setInitializer(initializer(parameter.getName(), draws));
      parameter.initialize(manager, DataType.FLOAT32);
    }
  }

  /** Returns what the network makes of its inputs, for DJL, to which it is a block. */
  protected abstract NDArray run(NDList inputs, boolean training);

  @Override
  protected final NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    return new NDList(run(inputs, training));
  }

  /** Copies values into the parameter of the given name. */
  public void set(String name, NDArray values) {
    Parameter parameter = parameter(name);
    Require.that(
        values.getShape().equals(parameter.getShape()),
        "%s must be %s, got %s",
        name,
        parameter.getShape(),
        values.getShape());
    NDArray own = parameter.getArray();
    own.setRequiresGradient(false);
    NativeCopy.of(values, own);
    own.setRequiresGradient(parameter.requiresGradient());
  }

  /** Returns the parameter of the given name. */
  public Parameter parameter(String name) {
    Parameter parameter = parameters.get(name);
    Require.that(
        parameter != null, "%s has no parameter named %s", getClass().getSimpleName(), name);
    return parameter;
  }

  /** Returns the parameters that learn, in official order. */
  public List<Parameter> trainable() {
    return parameters.values().stream().filter(Parameter::requiresGradient).toList();
  }

  /** Returns the number of numbers in all parameters. */
  public long parameterCount() {
    return parameters.values().stream().mapToLong(p -> p.getShape().size()).sum();
  }

  /** Frees the parameters' memory. */
  @Override
  public void close() {
    clear();
  }

  private Initializer initializer(String name, SeededRandom draws) {
    return (manager, shape, type) -> {
      Require.that(type == DataType.FLOAT32, "parameters are float32, got %s", type);
      NDArray values = fills.get(name).values(manager, draws, name, shape);
      // The parameter outlives the scope in which it may have been made.
      NDScope.unregister(values);
      return values;
    };
  }
}
