package org.lzn.plot;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.lzn.tensor.Constants;
import org.lzn.tensor.Require;

/**
 * A rectangle of the plane cut into equal cells, in the order of a picture: rows from the top, each
 * from left to right.
 *
 * @param left least first coordinate
 * @param right greatest first coordinate
 * @param bottom least second coordinate
 * @param top greatest second coordinate
 * @param columns cells side by side
 * @param rows cells above one another
 */
public record Plane(double left, double right, double bottom, double top, int columns, int rows) {
  /** Checks that the rectangle and the number of cells make sense. */
  public Plane {
    Require.that(left < right, "left must be below right, got %s, %s", left, right);
    Require.that(bottom < top, "bottom must be below top, got %s, %s", bottom, top);
    Require.that(
        columns > 0 && rows > 0 && (long) columns * rows <= 4_000_000,
        "a plane must have 1 to 4,000,000 cells, got %s x %s",
        columns,
        rows);
  }

  /** Returns [-half, half]² in cells × cells cells. */
  public static Plane square(double half, int cells) {
    return new Plane(-half, half, -half, half, cells, cells);
  }

  /** Returns the number of cells. */
  public int cells() {
    return columns * rows;
  }

  /** Returns the centres of the cells, shape (cells, 2), float32. */
  public NDArray centres(NDManager manager) {
    float[] xy = new float[2 * cells()];
    for (int i = 0; i < cells(); i++) {
      int column = i % columns;
      int row = i / columns;
      xy[2 * i] = (float) (left + (right - left) * (column + 0.5) / columns);
      xy[2 * i + 1] = (float) (top - (top - bottom) * (row + 0.5) / rows);
    }
    return Constants.of(manager, xy, new Shape(cells(), 2));
  }
}
