package org.lzn.golden;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.nio.file.Path;
import org.lzn.nn.NcsnppDecoder;
import org.lzn.nn.NcsnppEncoder;
import org.lzn.nn.NcsnppSettings;
import org.lzn.official.OfficialCheckpoint;
import org.lzn.tensor.SeededRandom;

/** A checkpoint in the authors' format: what its averaged weights make of given inputs. */
final class CheckpointKind implements GoldenKind {
  private static final double TOLERANCE = 1e-4;

  @Override
  public void check(GoldenCase golden, Comparison comparison) {
    NcsnppSettings settings = NetworkKind.settings(golden);
    int latent = golden.integer("latent_dim");
    int condition = latent + golden.integer("num_classes");
    NDManager manager = golden.manager();
    Path file = golden.folder().resolve(golden.settings().get("file").getAsString());
    try (NDScope scope = new NDScope();
        NcsnppEncoder encoder = new NcsnppEncoder(settings, latent);
        NcsnppDecoder decoder = new NcsnppDecoder(settings, condition);
        OfficialCheckpoint checkpoint = OfficialCheckpoint.open(file)) {
      scope.suppressNotUsedWarning();
      encoder.initialize(manager, SeededRandom.of(0));
      decoder.initialize(manager, SeededRandom.of(0));
      NDArray anchors = manager.zeros(checkpoint.labelAnchorShape());
      checkpoint.copyTo(encoder, decoder, anchors);
      comparison.same("epoch", golden.integer("epoch"), (int) checkpoint.epoch());
      comparison.same("iteration", golden.integer("iteration"), (int) checkpoint.iteration());
      comparison.same("latent dimension", latent, checkpoint.latentDimension());
      NDArray encoded = encoder.forward(golden.tensor("image"), false);
      NDArray velocity = NetworkKind.velocity(golden, decoder, golden.tensor("latent"));
      comparison.close("encoded", golden.tensor("encoded"), encoded, TOLERANCE);
      comparison.close("velocity", golden.tensor("velocity"), velocity, TOLERANCE);
      comparison.close("label anchors", golden.tensor("label_anchors"), anchors, 1e-7);
    }
  }
}
