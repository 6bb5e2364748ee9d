package org.lzn.golden;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import org.lzn.flow.Euler;
import org.lzn.latent.Alignment;
import org.lzn.latent.Anchors;
import org.lzn.latent.LatentAlignment;
import org.lzn.latent.LatentComputation;
import org.lzn.latent.Latents;

/** Zones of classes: latents of labels, the weighted alignment loss, labels decoded. */
final class LabelZonesKind implements GoldenKind {
  @Override
  public void check(GoldenCase golden, Comparison comparison) {
    check(golden, comparison, DataType.FLOAT64, 1e-9);
    check(golden, comparison, DataType.FLOAT32, 1e-4);
  }

  private static void check(
      GoldenCase golden, Comparison comparison, DataType type, double tolerance) {
    Euler solver = Euler.steps(golden.integer("steps"));
    int[] labels = golden.integers("labels");
    Anchors classes = Anchors.of(golden.tensor("anchors", type));
    LatentComputation computation = LatentComputation.with(solver).withNoiseLevel(1e-4);
    try (Latents latents = computation.of(classes, labels, golden.tensor("prior", type))) {
      comparison.close(
          type + " latent_from_label",
          golden.tensor("latent_from_label"),
          latents.points(),
          tolerance);
    }
    Anchors weighted = classes.withWeights(golden.tensor("class_weights", type));
    LatentAlignment alignment =
        LatentAlignment.with(solver).withEarlyStepCutoff(golden.number("cut_off"));
    NDArray query = golden.tensor("query", type);
    try (Alignment outcome = alignment.of(query, weighted, labels);
        Alignment uniform = alignment.of(query, classes, labels)) {
      comparison.close(
          type + " final_point", golden.tensor("final_point"), outcome.finalPoints(), tolerance);
      double[] loss = {outcome.loss()};
      comparison.close(
          type + " label_loss", golden.tensor("label_loss").toDoubleArray(), loss, tolerance);
      Alignment.Gradient gradient = outcome.gradient();
      comparison.close(
          type + " grad_query", golden.tensor("grad_query"), gradient.latents(), tolerance);
      comparison.close(
          type + " grad_anchors", golden.tensor("grad_anchors"), gradient.anchors(), tolerance);
      decoded(comparison, golden.integers("predicted"), outcome, classes);
      decoded(comparison, golden.integers("predicted_unweighted"), uniform, classes);
    }
  }

  private static void decoded(
      Comparison comparison, int[] expected, Alignment outcome, Anchors classes) {
    NDArray ends = outcome.finalPoints().expandDims(1);
    NDArray distances = ends.sub(classes.points().expandDims(0)).square().sum(new int[] {2});
    double[] nearest = distances.argMin(1).toType(DataType.FLOAT64, true).toDoubleArray();
    for (int i = 0; i < expected.length; i++) {
      comparison.same("label of query " + i, expected[i], (int) nearest[i]);
    }
  }
}
