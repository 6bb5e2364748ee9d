package org.lzn;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.lzn.codec.ImageCodecSettings;
import org.lzn.codec.Patches;
import org.lzn.data.ImageDataset;
import org.lzn.data.ImageValues;
import org.lzn.data.LoadedBatch;
import org.lzn.data.MemoryImages;
import org.lzn.flow.DpmSolver;
import org.lzn.latent.LatentComputation;
import org.lzn.latent.LatentSpace;
import org.lzn.nn.NcsnppSettings;
import org.lzn.train.TrainingOptions;
import org.lzn.train.optim.Optimisation;
import org.lzn.train.optim.WarmUp;

/** Images of 8×8 pixels, each a bright bar on dark ground, and networks that learn them quickly. */
public final class TinyImages {
  private static final int SIDE = 8;

  private TinyImages() {}

  /** Returns n labelled images. */
  public static ImageDataset bars(int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] pixels = new byte[n * SIDE * SIDE];
    byte[] labels = new byte[n];
    for (int i = 0; i < n; i++) {
      labels[i] = (byte) random.nextInt(2);
      int place = random.nextInt(SIDE);
      for (int j = 0; j < SIDE; j++) {
        int pixel = labels[i] == 0 ? place * SIDE + j : j * SIDE + place;
        pixels[i * SIDE * SIDE + pixel] = (byte) (200 + random.nextInt(56));
      }
    }
    List<String> names = List.of("horizontal", "vertical");
    return MemoryImages.of("bars", "made by the test", shape(), names, pixels, labels);
  }

  /** Returns the shape of one image. */
  public static Shape shape() {
    return new Shape(1, SIDE, SIDE);
  }

  /** Returns small networks with a latent space of dimension 8. */
  public static ImageCodecSettings model(double dropout) {
    NcsnppSettings network =
        NcsnppSettings.cifar10()
            .withChannels(8)
            .withMultipliers(1, 2)
            .withBlocks(1)
            .withAttention(4)
            .withDropout(dropout)
            .withHeads(4, 16);
    return new ImageCodecSettings(
            new Shape(3, 32, 32),
            new Patches(1),
            LatentSpace.gaussian(8),
            LatentComputation.with(DpmSolver.order(3).withSteps(20)),
            network,
            network)
        .withShape(shape(), 1);
  }

  /** Returns options for so many steps of 16 images. */
  public static TrainingOptions options(int steps) {
    return TrainingOptions.of(
            steps,
            16,
            Optimisation.of(WarmUp.over(10), 0.99)
                .withRate("encoder", 2e-3)
                .withRate("decoder", 2e-3))
        .withHeldOut(new TrainingOptions.HeldOut(steps, 64));
  }

  /** Returns the first n images of a data set as a batch. */
  public static LoadedBatch batch(ImageDataset data, int n) {
    int[] indices = first(n);
    return new LoadedBatch(
        0, indices, data.labels(indices), List.of(ImageValues.of(data, indices)));
  }

  /** Returns the indices 0 to n-1. */
  public static int[] first(int n) {
    return IntStream.range(0, n).toArray();
  }
}
