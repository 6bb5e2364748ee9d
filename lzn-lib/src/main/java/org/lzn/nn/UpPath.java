package org.lzn.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.lzn.nn.DownPath.Feature;
import org.lzn.nn.ResidualBlock.Resize;

/**
 * The U-Net's way up: at each level residual blocks, each fed with a feature map of the way down,
 * then attention where the settings say so, then a doubling block. The output is made from the
 * finest level or, with an output skip, is a sum of images made at every level.
 */
final class UpPath {
  private record Level(
      List<ResidualBlock> blocks, AttentionBlock attention, ToImage image, ResidualBlock up) {}

  /** Features to an image: norm, silu, convolution. */
  private record ToImage(GroupNorm norm, Convolution convolution) {
    static ToImage of(Modules modules, NcsnppSettings settings, int channels) {
      double scale = settings.blocks().outputScale();
      int colours = settings.image().channels();
      return new ToImage(
          GroupNorm.of(modules.next(), channels),
          Convolution.scaled(modules.next(), channels, colours, 3, scale));
    }

    NDArray apply(NDArray h) {
      return convolution.apply(norm.silu(h));
    }
  }

  private final List<Level> levels = new ArrayList<>();
  private final Resampler resampler;

  UpPath(Modules modules, NcsnppSettings settings, int timeUnits) {
    resampler = Resampler.of(settings.resampling());
    Deque<Feature> features = new ArrayDeque<>(DownPath.features(settings));
    int width = features.getLast().channels();
    for (int index = settings.levels().multipliers().size() - 1; index >= 0; index--) {
      int resolution = features.getLast().resolution();
      int out = settings.levels().channels() * settings.levels().multipliers().get(index);
      List<ResidualBlock> blocks = new ArrayList<>();
      for (int i = 0; i <= settings.levels().blocks(); i++) {
        int in = width + features.removeLast().channels();
        blocks.add(new ResidualBlock(modules.next(), settings, in, out, timeUnits, Resize.NONE));
        width = out;
      }
      boolean attends = settings.levels().attention().contains(resolution);
      boolean makesImage = settings.resampling().outputSkip() || index == 0;
      levels.add(
          new Level(
              blocks,
              attends ? new AttentionBlock(modules.next(), settings, out) : null,
              makesImage ? ToImage.of(modules, settings, out) : null,
              index == 0
                  ? null
                  : new ResidualBlock(modules.next(), settings, out, out, timeUnits, Resize.UP)));
    }
  }

  /**
   * Makes the output.
   *
   * @param h the middle's output
   * @param features the way down's feature maps, in the order of their making
   * @param embedding the time's embedding
   */
  NDArray apply(NDArray h, List<NDArray> features, NDArray embedding, boolean training) {
    Deque<NDArray> left = new ArrayDeque<>(features);
    NDArray image = null;
    for (Level level : levels) {
      for (ResidualBlock block : level.blocks) {
        h = NDArrays.concat(new NDList(h, left.removeLast()), 1);
        h = block.apply(h, embedding, training);
      }
      if (level.attention != null) {
        h = level.attention.apply(h);
      }
      if (level.image != null) {
        NDArray addition = level.image.apply(h);
        image = image == null ? addition : resampler.up(image).add(addition);
      }
      if (level.up != null) {
        h = level.up.apply(h, embedding, training);
      }
    }
    return image;
  }
}
