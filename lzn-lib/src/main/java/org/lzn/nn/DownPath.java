package org.lzn.nn;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.lzn.nn.ResidualBlock.Resize;

/**
 * The U-Net's way down: a first convolution; at each level residual blocks, each followed by
 * attention where the settings say so; between levels a halving block.
 */
final class DownPath {
  /**
   * One feature map of the way down.
   *
   * @param channels its channels
   * @param resolution its rows and columns
   */
  record Feature(int channels, int resolution) {}

  /** One step of the way: block, then attention or joining of the shrunk input, where there. */
  private record Step(
      ResidualBlock block, AttentionBlock attention, Convolution join, Resize resize) {}

  private final Convolution stem;
  private final List<Step> steps = new ArrayList<>();
  private final Resampler resampler;
  private final boolean inputSkip;

  DownPath(Modules modules, NcsnppSettings settings, int timeUnits) {
    int colours = settings.image().channels();
    resampler = Resampler.of(settings.resampling());
    inputSkip = settings.resampling().inputSkip();
    List<Feature> features = features(settings);
    stem = Convolution.scaled(modules.next(), colours, features.get(0).channels(), 3, 1);
    for (int i = 1; i < features.size(); i++) {
      Feature from = features.get(i - 1);
      Feature to = features.get(i);
      Resize resize = to.resolution() < from.resolution() ? Resize.DOWN : Resize.NONE;
      boolean attends =
          resize == Resize.NONE && settings.levels().attention().contains(to.resolution());
      ResidualBlock block =
          new ResidualBlock(
              modules.next(), settings, from.channels(), to.channels(), timeUnits, resize);
      AttentionBlock attention =
          attends ? new AttentionBlock(modules.next(), settings, to.channels()) : null;
      Convolution join =
          inputSkip && resize == Resize.DOWN
              ? Convolution.scaled(modules.next().part("Conv_0"), colours, to.channels(), 1, 1)
              : null;
      steps.add(new Step(block, attention, join, resize));
    }
  }

  /** Lists the feature maps in the order in which they are made. */
  static List<Feature> features(NcsnppSettings settings) {
    NcsnppSettings.Levels levels = settings.levels();
    int resolution = settings.image().size();
    List<Feature> features = new ArrayList<>();
    features.add(new Feature(levels.channels(), resolution));
    for (int level = 0; level < levels.multipliers().size(); level++) {
      int channels = levels.channels() * levels.multipliers().get(level);
      if (level > 0) {
        resolution /= 2;
        features.add(new Feature(features.get(features.size() - 1).channels(), resolution));
      }
      for (int block = 0; block < levels.blocks(); block++) {
        features.add(new Feature(channels, resolution));
      }
    }
    return features;
  }

  /** Returns all feature maps of images {@code (n, colours, h, w)}; embedding may be null. */
  List<NDArray> apply(NDArray images, NDArray embedding, boolean training) {
    List<NDArray> features = new ArrayList<>();
    NDArray h = stem.apply(images);
    NDArray small = images;
    features.add(h);
    for (Step step : steps) {
      h = step.block.apply(h, embedding, training);
      if (step.attention != null) {
        h = step.attention.apply(h);
      }
      if (step.join != null) {
        small = resampler.down(small);
        h = step.join.apply(small).add(h);
      }
      features.add(h);
    }
    return features;
  }
}
