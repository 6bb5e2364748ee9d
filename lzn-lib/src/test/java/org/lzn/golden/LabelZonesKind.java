package org.lzn.golden;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import org.lzn.codec.LabelCodec;
import org.lzn.codec.LabelDecoder;
import org.lzn.flow.Euler;
import org.lzn.latent.Alignment;
import org.lzn.latent.Anchors;
import org.lzn.latent.LatentAlignment;
import org.lzn.latent.LatentComputation;
import org.lzn.latent.LatentSpace;
import org.lzn.latent.Latents;

/** Zones of classes: latents of labels, the weighted alignment loss, labels decoded. */
final class LabelZonesKind implements GoldenKind {
  @Override
  public void check(GoldenCase golden, Comparison comparison) {
    check(golden, comparison, DataType.FLOAT64, 1e-9);
    check(golden, comparison, DataType.FLOAT32, 1e-4);
    checkLabels(golden, comparison);
  }

  /** The same through the data type of labels, whose anchors are weights of float32. */
  private static void checkLabels(GoldenCase golden, Comparison comparison) {
    NDArray anchors = golden.tensor("anchors", DataType.FLOAT32);
    LatentSpace space = LatentSpace.gaussian(Math.toIntExact(anchors.getShape().get(1)));
    try (LabelCodec labels = LabelCodec.of(golden.integer("classes"), space, 1)) {
      labels.anchors().network().set("anchor", anchors);
      int[] batch = golden.integers("labels");
      NDArray prior = golden.tensor("prior", DataType.FLOAT32);
      try (Latents latents = labels.encoder().latents(batch, prior)) {
        NDArray expected = golden.tensor("latent_from_label");
        comparison.close("label encoder", expected, latents.points(), 1e-4);
      }
      NDArray query = golden.tensor("query", DataType.FLOAT32);
      same(comparison, golden.integers("predicted"), labels.decoder().decodeWeighted(query, batch));
      same(comparison, golden.integers("predicted_unweighted"), labels.decoder().decode(query));
    }
  }

  private static void same(Comparison comparison, int[] expected, LabelDecoder.Decoded decoded) {
    comparison.same("labels", Arrays.toString(expected), Arrays.toString(decoded.labels()));
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
