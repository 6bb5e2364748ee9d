package org.lzn.golden;

import static java.util.Map.entry;

import java.io.IOException;
import java.util.Map;
import org.lzn.metric.MmdKind;
import org.lzn.metric.ResizeKind;
import org.lzn.metric.ScoresKind;
import org.lzn.train.OptimizerKind;

/** How the cases of one kind are checked: by their settings and tensors alone, never by name. */
@FunctionalInterface
public interface GoldenKind {
  /** All kinds by the name that case.json gives them. */
  Map<String, GoldenKind> ALL =
      Map.ofEntries(
          entry("checkpoint", new CheckpointKind()),
          entry("latent-velocity", new LatentVelocityKind()),
          entry("latent-flow", new LatentFlowKind()),
          entry("label-zones", new LabelZonesKind()),
          entry("metrics", new ScoresKind()),
          entry("mmd", new MmdKind()),
          entry("network", new NetworkKind()),
          entry("optimizer", new OptimizerKind()),
          entry("resize", new ResizeKind()),
          entry("resnet", new ResNetKind()),
          entry("sampler", new SamplerKind()));

  /** Runs the library on the case's inputs and compares with its expectations. */
  void check(GoldenCase golden, Comparison comparison) throws IOException;
}
