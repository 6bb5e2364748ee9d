package org.lzn.golden;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import com.google.gson.JsonElement;
import org.lzn.latent.Anchors;
import org.lzn.latent.ZoneFlow;

/** Velocity and posterior weights of the zone flow; the case's clock runs from anchor to noise. */
final class LatentVelocityKind implements GoldenKind {
  @Override
  public void check(GoldenCase golden, Comparison comparison) {
    check(golden, comparison, DataType.FLOAT64, 1e-9);
    check(golden, comparison, DataType.FLOAT32, 1e-4);
  }

  private static void check(
      GoldenCase golden, Comparison comparison, DataType type, double tolerance) {
    // The point itself stays double: rounded at a tiny noise level it would be another point.
    NDArray noise = golden.tensor("x", type).toType(DataType.FLOAT64, true);
    NDArray points = golden.tensor("anchors", type);
    Anchors anchors = Anchors.of(points);
    if (golden.has("weights")) {
      anchors = anchors.withWeights(golden.tensor("weights", type));
    }
    ZoneFlow flow = ZoneFlow.over(anchors);
    NDArray own = points.get("0:" + noise.getShape().get(0)).toType(DataType.FLOAT64, true);
    int index = 0;
    for (JsonElement reversed : golden.settings().getAsJsonArray("t")) {
      double level = reversed.getAsDouble();
      NDArray x = noise.mul(level).add(own.mul(1 - level));
      // The case's velocity points from anchor to noise.
      comparison.close(
          type + " velocity at noise level " + level,
          golden.tensor("velocity").get(index),
          flow.at(x, 1 - level).neg(),
          tolerance);
      comparison.close(
          type + " weights at noise level " + level,
          golden.tensor("assignment").get(index),
          flow.weights(x, 1 - level),
          tolerance);
      index++;
    }
  }
}
