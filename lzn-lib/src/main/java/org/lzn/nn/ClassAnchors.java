package org.lzn.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import org.lzn.tensor.Require;

/**
 * One anchor for each of K classes, all of them weights that learn ([Lin25] §5): labels need no
 * other network. Their first values are standard normal, as in the released code.
 */
public final class ClassAnchors extends Network {
  private final Parameter anchor;

  /** Makes anchors without values; see {@link #initialize}. */
  public ClassAnchors(int classes, int dimension) {
    Require.that(classes > 0, "classes must be positive, got %d", classes);
    Require.that(dimension > 0, "the anchors' dimension must be positive, got %d", dimension);
    anchor = ParameterScope.of(this).learnt("anchor", InitialValues.normal(1), classes, dimension);
  }

  /** Returns the number K of classes. */
  public int classes() {
    return Math.toIntExact(anchor.getShape().get(0));
  }

  /** Returns the anchors' dimension q. */
  public int dimension() {
    return Math.toIntExact(anchor.getShape().get(1));
  }

  /** Returns the anchors themselves, shape (K, q). */
  public NDArray points() {
    return anchor.getArray();
  }

  /** Returns the anchors, whatever the input. */
  @Override
  protected NDArray run(NDList inputs, boolean training) {
    return points();
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {anchor.getShape()};
  }
}
