package org.lzn;

import java.util.List;
import org.lzn.codec.RepresentationSettings;
import org.lzn.data.Augmentation;
import org.lzn.data.Batches;
import org.lzn.data.ImageDataset;
import org.lzn.data.LoadedBatch;
import org.lzn.data.Picture;
import org.lzn.data.View;
import org.lzn.flow.Euler;
import org.lzn.latent.LatentAlignment;
import org.lzn.latent.LatentComputation;
import org.lzn.nn.ResNetSettings;
import org.lzn.tensor.SeededRandom;

/** A small residual network and two views of {@link TinyImages}. */
public final class TinyViews {
  private TinyViews() {}

  /** Returns a network of two stages with anchors of dimension 8. */
  public static RepresentationSettings model() {
    ResNetSettings network =
        ResNetSettings.ofDepth(50)
            .withStem(3, 1, false)
            .withStages(1, 1)
            .withWidth(4)
            .withGroups(2)
            .withHead(2, 8);
    return new RepresentationSettings(
        TinyImages.shape(),
        network,
        LatentComputation.with(Euler.steps(20)).withNoiseLevel(1e-4).withAlpha(0.45));
  }

  /** Returns the alignment of case study 2. */
  public static LatentAlignment alignment() {
    return LatentAlignment.with(Euler.steps(20)).logarithmic();
  }

  /** Returns a view that mirrors every second image and darkens each by a random amount. */
  public static View view() {
    Augmentation darken =
        (picture, random) -> {
          float[] values = picture.values().clone();
          float factor = 0.6f + 0.4f * random.nextFloat();
          for (int i = 0; i < values.length; i++) {
            values[i] = (values[i] + 1) * factor - 1;
          }
          return new Picture(values, picture.channels(), picture.height(), picture.width());
        };
    return View.plain().then(Augmentation.flip()).then(darken);
  }

  /** Returns a batch of n images in two views. */
  public static LoadedBatch batch(ImageDataset data, int n) {
    return new Batches(data, n, SeededRandom.of(3), List.of(view(), view())).load(0);
  }
}
