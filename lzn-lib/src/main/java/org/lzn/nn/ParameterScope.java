package org.lzn.nn;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;

/**
 * Where a layer registers its parameters: a network and the name of the layer within it.
 *
 * @param network the owner of the parameters
 * @param prefix the layer's name with a dot at its end, or empty
 */
public record ParameterScope(Network network, String prefix) {
  /** Returns the place of a network's outermost layers, whose names have no prefix. */
  public static ParameterScope of(Network network) {
    return new ParameterScope(network, "");
  }

  /** Returns the weights of a part of this layer. */
  public ParameterScope part(Object name) {
    return new ParameterScope(network, prefix + name + ".");
  }

  /** Adds a parameter that learns. */
  public Parameter learnt(String name, InitialValues fill, long... shape) {
    return add(name, fill, true, shape);
  }

  /** Adds a parameter that keeps its first values. */
  public Parameter fixed(String name, InitialValues fill, long... shape) {
    return add(name, fill, false, shape);
  }

  private Parameter add(String name, InitialValues fill, boolean learns, long... shape) {
    Parameter parameter =
        Parameter.builder()
            .setName(prefix + name)
            .setType(Parameter.Type.OTHER)
            .optShape(new Shape(shape))
            .optRequiresGrad(learns)
            .build();
    return network.add(parameter, fill);
  }
}
