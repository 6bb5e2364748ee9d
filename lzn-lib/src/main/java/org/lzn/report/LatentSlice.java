package org.lzn.report;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.lzn.codec.LabelCodec;
import org.lzn.plot.Plane;
import org.lzn.plot.ZoneMap;
import org.lzn.tensor.Constants;
import org.lzn.tensor.Devices;
import org.lzn.tensor.Require;
import org.lzn.tensor.Scope;

/**
 * A plane through a latent space of any dimension: through the origin and two latents. It shows
 * what of the classes' zones it cuts; other latents do not lie in it.
 */
public final class LatentSlice {
  private static final double MARGIN = 1.3;

  private final double[] first;
  private final double[] second;
  private final double[][] marks;

  private LatentSlice(double[] first, double[] second, double[][] marks) {
    this.first = first;
    this.second = second;
    this.marks = marks;
  }

  /** Returns the plane through the origin and two latents, (q) each, of different directions. */
  public static LatentSlice through(float[] a, float[] b) {
    double[] first = unit(doubles(a));
    double along = dot(doubles(b), first);
    double[] rest = doubles(b);
    for (int i = 0; i < rest.length; i++) {
      rest[i] -= along * first[i];
    }
    double across = Math.sqrt(dot(rest, rest));
    double[][] marks = {{Math.sqrt(dot(doubles(a), doubles(a))), 0}, {along, across}};
    return new LatentSlice(first, unit(rest), marks);
  }

  /** Returns the zones of the classes in the plane, and the two latents as points. */
  public ZoneMap zones(LabelCodec labels, int cells) {
    double reach = Math.max(marks[0][0], Math.max(Math.abs(marks[1][0]), marks[1][1]));
    Plane plane = Plane.square(MARGIN * reach, cells);
    try (Scope scope = Scope.open();
        NDManager manager = Devices.newManager()) {
      int[] zones = labels.decoder().decode(points(plane.centres(manager))).labels();
      ZoneMap map = ZoneMap.of(plane, zones);
      return map.points("the two latents", Constants.of(manager, floats(marks), new Shape(2, 2)));
    }
  }

  /** Returns points of the plane, (n, 2), as points of the latent space, (n, q). */
  NDArray points(NDArray inPlane) {
    NDManager manager = inPlane.getManager();
    return inPlane.matMul(Constants.of(manager, floats(first, second), new Shape(2, first.length)));
  }

  private static float[] floats(double[]... rows) {
    float[] flat = new float[rows.length * rows[0].length];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = (float) rows[i / rows[0].length][i % rows[0].length];
    }
    return flat;
  }

  private static double[] doubles(float[] values) {
    double[] copy = new double[values.length];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = values[i];
    }
    return copy;
  }

  private static double[] unit(double[] values) {
    double length = Math.sqrt(dot(values, values));
    Require.that(length > 1e-6, "the two latents must point in different directions");
    double[] unit = values.clone();
    for (int i = 0; i < unit.length; i++) {
      unit[i] /= length;
    }
    return unit;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
