package org.lzn.codec;

import ai.djl.ndarray.types.Shape;
import org.lzn.latent.LatentComputation;
import org.lzn.nn.ResNet;
import org.lzn.nn.ResNetSettings;
import org.lzn.tensor.Devices;
import org.lzn.tensor.Require;
import org.lzn.tensor.SeededRandom;

/**
 * Settings from which an encoder of case study 2 is made.
 *
 * @param shape of one image, (C, H, W)
 * @param network the residual network; its head is as wide as the latent space
 * @param zones the latent computation
 */
public record RepresentationSettings(Shape shape, ResNetSettings network, LatentComputation zones) {
  private static final String FAMILY = "encoder";

  /** Checks the shape and fits the network to it. */
  public RepresentationSettings {
    Require.that(shape.dimension() == 3, "images must be (C, H, W), got %s", shape);
    network = network.withColours(Math.toIntExact(shape.get(0)));
  }

  /** Makes the encoder; every weight is a function of the seed. */
  public RepresentationEncoder encoder(long seed) {
    return new RepresentationEncoder(initialised(network, seed), zones);
  }

  /** Makes a classifier of the same network: its layers before the head start as the encoder's. */
  public ImageClassifier classifier(int classes, long seed) {
    ResNet resNet = initialised(network.withClasses(classes), seed);
    return new ImageClassifier(resNet, (images, training) -> resNet.forward(images));
  }

  private static ResNet initialised(ResNetSettings settings, long seed) {
    ResNet network = new ResNet(settings);
    network.initialize(Devices.newManager(), SeededRandom.of(seed).named(FAMILY));
    return network;
  }
}
