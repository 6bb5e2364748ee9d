package org.lzn.nn;

import java.util.List;
import org.lzn.nn.DownPath.Feature;

/** Counts the multiply-adds of a decoder for one image: convolutions and attention. */
final class MultiplyAdds {
  private final NcsnppSettings settings;
  private final List<Feature> features;

  private MultiplyAdds(NcsnppSettings settings) {
    this.settings = settings;
    features = DownPath.features(settings);
  }

  static double of(NcsnppSettings settings) {
    MultiplyAdds count = new MultiplyAdds(settings);
    return count.down() + count.middle() + count.up();
  }

  private double down() {
    Feature stem = features.get(0);
    double sum = convolution(3, settings.image().channels(), stem);
    for (int i = 1; i < features.size(); i++) {
      Feature from = features.get(i - 1);
      Feature to = features.get(i);
      boolean halves = to.resolution() < from.resolution();
      sum += block(from.channels(), to, halves);
      sum += halves ? 0 : attention(to);
    }
    return sum;
  }

  private double middle() {
    Feature last = features.get(features.size() - 1);
    return 2 * block(last.channels(), last, false) + attends(last);
  }

  private double up() {
    double sum = 0;
    int left = features.size() - 1;
    int width = features.get(left).channels();
    for (int level = settings.levels().multipliers().size() - 1; level >= 0; level--) {
      int channels = settings.levels().channels() * settings.levels().multipliers().get(level);
      Feature out = new Feature(channels, features.get(left).resolution());
      for (int i = 0; i <= settings.levels().blocks(); i++) {
        sum += block(width + features.get(left--).channels(), out, true);
        width = channels;
      }
      sum += attention(out);
      boolean image = level == 0 || settings.resampling().outputSkip();
      Feature colours = new Feature(settings.image().channels(), out.resolution());
      sum += image ? convolution(3, channels, colours) : 0;
      sum += level > 0 ? block(channels, new Feature(channels, 2 * out.resolution()), true) : 0;
    }
    return sum;
  }

  private static double block(int in, Feature out, boolean shortcut) {
    boolean projects = shortcut || in != out.channels();
    return convolution(3, in, out)
        + convolution(3, out.channels(), out)
        + (projects ? convolution(1, in, out) : 0);
  }

  private double attention(Feature at) {
    return settings.levels().attention().contains(at.resolution()) ? attends(at) : 0;
  }

  private static double attends(Feature at) {
    double pixels = (double) at.resolution() * at.resolution();
    return 4 * convolution(1, at.channels(), at) + 2 * at.channels() * pixels * pixels;
  }

  static double convolution(int kernel, int in, Feature out) {
    return (double) kernel * kernel * in * out.channels() * out.resolution() * out.resolution();
  }
}
