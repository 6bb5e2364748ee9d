package org.lzn.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.training.GradientCollector;
import com.google.gson.JsonArray;
import java.util.List;
import java.util.Map;
import org.lzn.golden.Comparison;
import org.lzn.golden.GoldenCase;
import org.lzn.golden.GoldenKind;
import org.lzn.tensor.Scope;
import org.lzn.train.optim.Adam;
import org.lzn.train.optim.Ema;
import org.lzn.train.optim.Fall;
import org.lzn.train.optim.Gradients;
import org.lzn.train.optim.Optimisation;
import org.lzn.train.optim.WarmUp;

/** Adam with two rates, warm-up, clipping and averaging on sum((X p - Y)²) + sum(q⁴). */
public final class OptimizerKind implements GoldenKind {
  private static final double TOLERANCE = 1e-5;

  @Override
  public void check(GoldenCase golden, Comparison comparison) {
    int steps = golden.integer("steps");
    NDArray p = golden.tensor("p0").duplicate();
    NDArray q = golden.tensor("q0").duplicate();
    List<NDArray> weights = List.of(p, q);
    weights.forEach(w -> w.setRequiresGradient(true));
    Optimisation optimisation = optimisation(golden);
    List<Adam> adams = List.of(adam(golden, p), adam(golden, q));
    Ema ema = new Ema(golden.manager(), weights, optimisation.emaDecay());
    double[] norms = new double[steps];
    double[] rates = new double[2 * steps];
    for (int k = 0; k < steps; k++) {
      try (Scope scope = Scope.open()) {
        Gradients.clear(weights);
        backward(golden, p, q);
        Gradients gradients = Gradients.of(weights);
        norms[k] = gradients.norm();
        gradients.clip(optimisation.clip());
        for (int part = 0; part < 2; part++) {
          rates[2 * k + part] = optimisation.rate(part == 0 ? "p" : "q", k);
          adams.get(part).update(gradients.range(part, part + 1), rates[2 * k + part]);
        }
        ema.update();
      }
    }
    comparison.close(
        "gradient norms", golden.tensor("grad_norms").toDoubleArray(), norms, TOLERANCE);
    comparison.close("rates", golden.tensor("lrs").toDoubleArray(), rates, TOLERANCE);
    comparison.close("p", golden.tensor("p"), p, TOLERANCE);
    comparison.close("q", golden.tensor("q"), q, TOLERANCE);
    ema.swap();
    comparison.close("average of p", golden.tensor("ema_p"), p, TOLERANCE);
    comparison.close("average of q", golden.tensor("ema_q"), q, TOLERANCE);
  }

  private static void backward(GoldenCase golden, NDArray p, NDArray q) {
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray error = golden.tensor("x").matMul(p).sub(golden.tensor("y"));
      NDArray square = q.mul(q);
      collector.backward(error.mul(error).sum().add(square.mul(square).sum()));
    }
  }

  private static Adam adam(GoldenCase golden, NDArray weight) {
    return new Adam(golden.manager(), List.of(weight));
  }

  private static Optimisation optimisation(GoldenCase golden) {
    JsonArray rates = golden.settings().getAsJsonArray("lr");
    WarmUp warmUp =
        new WarmUp(golden.integer("warmup_iters"), golden.number("warmup_start_factor"));
    return new Optimisation(
        Map.of("p", rates.get(0).getAsDouble(), "q", rates.get(1).getAsDouble()),
        warmUp,
        Fall.none(),
        golden.number("clip"),
        golden.number("ema_decay"),
        Map.of());
  }
}
