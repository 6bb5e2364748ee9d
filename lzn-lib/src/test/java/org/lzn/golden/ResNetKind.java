package org.lzn.golden;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import org.lzn.nn.ResNet;
import org.lzn.nn.ResNetSettings;

/** The residual network: names and shapes of the parameters, features and output. */
final class ResNetKind implements GoldenKind {
  private static final double TOLERANCE = 1e-4;

  @Override
  public void check(GoldenCase golden, Comparison comparison) {
    ResNetSettings settings =
        ResNetSettings.ofDepth(golden.integer("depth"))
            .withWidth(64 * golden.integer("width_multiplier"))
            .withHead(golden.integer("head_num_layers"), golden.integer("head_out_dim"));
    try (NDScope scope = new NDScope();
        ResNet network = new ResNet(settings)) {
      scope.suppressNotUsedWarning();
      GoldenWeights.fill(network, golden, "resnet.", "parameters", comparison);
      NDArray features = network.features(golden.tensor("image"));
      NDArray output = network.project(features);
      comparison.close("features", golden.tensor("features"), features, TOLERANCE);
      comparison.close("output", golden.tensor("output"), output, TOLERANCE);
    }
  }
}
