package org.lzn.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.lzn.tensor.Draws;

/** Golden cases of kind "resnet": features and output of the residual network. */
public final class ResNetGolden {
  private ResNetGolden() {}

  /**
   * Runs a case.
   *
   * @param folder the case's folder
   * @return by name of the output, max abs difference / max(1, max abs expected)
   */
  public static Map<String, Double> errors(Path folder) throws IOException {
    try (NDManager manager = NDManager.newBaseManager();
        NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      GoldenCase golden = new GoldenCase(manager, folder);
      ResNetSettings settings =
          ResNetSettings.ofDepth(golden.integer("depth"))
              .withWidth(64 * golden.integer("width_multiplier"))
              .withHead(golden.integer("head_num_layers"), golden.integer("head_out_dim"));
      try (ResNet network = new ResNet(settings)) {
        golden.sameParameters("parameters", network);
        network.initialize(manager, Draws.of(0));
        GoldenWeights.fill(network, manager, "resnet.");
        NDArray features = network.features(golden.array("image"));
        golden.compare("features", features);
        golden.compare("output", network.project(features));
      }
      return golden.errors;
    }
  }
}
