package org.lzn.golden;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.stream.IntStream;
import org.lzn.flow.DpmSolver;
import org.lzn.flow.Euler;
import org.lzn.flow.MultistepSolver;
import org.lzn.latent.Alignment;
import org.lzn.latent.Anchors;
import org.lzn.latent.LatentAlignment;
import org.lzn.latent.LatentComputation;
import org.lzn.latent.Latents;

/** Latent computation and latent alignment with their gradients. */
final class LatentFlowKind implements GoldenKind {
  @Override
  public void check(GoldenCase golden, Comparison comparison) {
    check(golden, comparison, DataType.FLOAT64, 1e-9);
    check(golden, comparison, DataType.FLOAT32, 1e-4);
  }

  private static void check(
      GoldenCase golden, Comparison comparison, DataType type, double tolerance) {
    computation(golden, comparison, type, tolerance);
    alignment(golden, comparison, type, tolerance);
  }

  private static void computation(
      GoldenCase golden, Comparison comparison, DataType type, double tolerance) {
    LatentComputation computation =
        LatentComputation.with(solver(golden)).withNoiseLevel(golden.number("eps_forward"));
    Anchors anchors = Anchors.of(golden.tensor("anchors", type));
    try (Latents latents = computation.of(anchors, golden.tensor("prior", type))) {
      comparison.close(type + " latent", golden.tensor("latent"), latents.points(), tolerance);
      NDArray gradient = latents.gradient(golden.tensor("probe", type));
      comparison.close(type + " grad_anchors", golden.tensor("grad_anchors"), gradient, tolerance);
    }
  }

  private static void alignment(
      GoldenCase golden, Comparison comparison, DataType type, double tolerance) {
    LatentAlignment settings =
        LatentAlignment.with(solver(golden)).withEarlyStepCutoff(golden.number("cut_off"));
    NDArray latents = golden.tensor("latent", type);
    Anchors others = Anchors.of(golden.tensor("other", type));
    int[] pairing = IntStream.range(0, (int) latents.getShape().get(0)).toArray();
    try (Alignment plain = settings.of(latents, others, pairing);
        Alignment log = settings.logarithmic().of(latents, others, pairing)) {
      comparison.close(
          type + " final_point", golden.tensor("final_point"), plain.finalPoints(), tolerance);
      for (int step = 0; step < plain.steps(); step++) {
        NDArray expected = golden.tensor("assignment").get(step);
        comparison.close(type + " assignment " + step, expected, plain.assignment(step), tolerance);
        comparison.close(
            type + " own weights " + step,
            expected.diagonal().toDoubleArray(),
            plain.ownWeights(step),
            tolerance);
      }
      comparison.close(type + " prob_loss", scalar(golden, "prob_loss"), one(plain), tolerance);
      comparison.close(
          type + " cross_entropy", scalar(golden, "cross_entropy"), one(log), tolerance);
      Alignment.Gradient gradient = log.gradient();
      comparison.close(
          type + " grad_latent", golden.tensor("grad_latent"), gradient.latents(), tolerance);
      comparison.close(
          type + " grad_other", golden.tensor("grad_other"), gradient.anchors(), tolerance);
    }
  }

  private static double[] scalar(GoldenCase golden, String name) {
    return golden.tensor(name).toDoubleArray();
  }

  private static double[] one(Alignment alignment) {
    return new double[] {alignment.loss()};
  }

  private static MultistepSolver solver(GoldenCase golden) {
    String solver = golden.settings().get("solver").getAsString();
    return switch (solver) {
      case "euler" -> Euler.steps(golden.integer("steps"));
      case "dpm" -> DpmSolver.order(golden.integer("order")).withSteps(golden.integer("steps"));
      default -> throw new IllegalArgumentException("unknown solver " + solver);
    };
  }
}
