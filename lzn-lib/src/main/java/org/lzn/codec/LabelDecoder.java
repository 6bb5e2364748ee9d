package org.lzn.codec;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lzn.flow.MultistepScheme;
import org.lzn.flow.MultistepSolver;
import org.lzn.latent.Anchors;
import org.lzn.latent.ZoneFlow;
import org.lzn.tensor.Constants;
import org.lzn.tensor.Devices;
import org.lzn.tensor.HostTransfers;
import org.lzn.tensor.Scope;

/**
 * Maps latents to labels: a latent flows over the anchors of the classes, and the anchor nearest to
 * where it ends names the class ([Lin25] §5).
 *
 * @param anchors of the classes
 * @param solver of the flow from t = 0 to t = 1
 */
public record LabelDecoder(LabelAnchors anchors, MultistepSolver solver) {
  /**
   * What latents say of their classes.
   *
   * @param labels the class of each latent, (n)
   * @param weights the posterior weights of the classes before the flow's last step, (n, K)
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  public record Decoded(int[] labels, double[][] weights) {}

  /** Decodes latents (n, q) with every class equally likely, as the paper does at test time. */
  public Decoded decode(NDArray latents) {
    return decode(latents, anchors.uniform());
  }

  /** Decodes latents (n, q) of a batch whose shares of the classes are known from its labels. */
  public Decoded decodeWeighted(NDArray latents, int[] batch) {
    return decode(latents, anchors.weightedBy(batch));
  }

  /** Returns the posterior weights of the classes before each step of one latent's flow, (r, K). */
  public double[][] course(float... latent) {
    try (Scope scope = Scope.open();
        NDManager manager = Devices.newManager()) {
      ZoneFlow flow = ZoneFlow.over(anchors.uniform());
      NDArray start = Constants.of(manager, latent, new Shape(1, latent.length));
      List<double[]> course = new ArrayList<>();
      solver.solve(
          flow,
          start.toType(DataType.FLOAT64, false),
          0,
          1,
          (t, s) -> {
            if (t < 1) {
              course.add(HostTransfers.doubles(flow.weights(s, t)));
            }
          });
      return course.toArray(double[][]::new);
    }
  }

  private Decoded decode(NDArray latents, Anchors classes) {
    try (Scope scope = Scope.open()) {
      ZoneFlow flow = ZoneFlow.over(classes);
      List<MultistepScheme.Step> steps = solver.scheme(0, 1).steps();
      double last = steps.get(steps.size() - 1).from();
      double[][][] weights = new double[1][][];
      NDArray ends =
          solver.solve(
              flow,
              latents.toType(DataType.FLOAT64, true),
              0,
              1,
              (t, s) -> {
                if (t == last) {
                  weights[0] = rows(flow.weights(s, t));
                }
              });
      return new Decoded(nearest(ends, classes.points()), weights[0]);
    }
  }

  /** The nearest anchor a of a point s is the one of the largest s·a - |a|²/2. */
  private static int[] nearest(NDArray points, NDArray anchors) {
    NDArray a = anchors.toType(DataType.FLOAT64, true);
    NDArray halfNorms = a.square().sum(new int[] {1}).muli(0.5);
    long[] best = HostTransfers.longs(points.matMul(a.transpose()).subi(halfNorms).argMax(1));
    return Arrays.stream(best).mapToInt(Math::toIntExact).toArray();
  }

  private static double[][] rows(NDArray matrix) {
    int columns = Math.toIntExact(matrix.getShape().get(1));
    double[] flat = HostTransfers.doubles(matrix);
    double[][] rows = new double[flat.length / columns][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(flat, i * columns, (i + 1) * columns);
    }
    return rows;
  }
}
