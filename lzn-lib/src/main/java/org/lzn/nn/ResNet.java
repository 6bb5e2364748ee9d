package org.lzn.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import java.util.ArrayList;
import java.util.List;
import org.lzn.tensor.Constants;
import org.lzn.tensor.Require;

/**
 * The image encoder of case study 2, [Lin25] §4.2: a residual network, [He16], with GroupNorm in
 * place of BatchNorm, and a projection head. Representations are the features before the head.
 */
public final class ResNet extends FeatureNetwork {
  private static final double EPSILON = 1e-5;

  /** A layer of the head; its norm is null where there is none. */
  private record Layer(Dense dense, GroupNorm norm) {}

  private final ResNetSettings settings;
  private final Convolution stem;
  private final GroupNorm stemNorm;
  private final List<Bottleneck> blocks = new ArrayList<>();
  private final List<Layer> head = new ArrayList<>();

  /** Makes a network without values; see {@link #initialize}. */
  public ResNet(ResNetSettings settings) {
    this.settings = settings;
    ResNetSettings.Stages stages = settings.stages();
    ParameterScope net = ParameterScope.of(this).part("net");
    ParameterScope first = net.part(0);
    stem =
        Convolution.unbiased(
            first.part(0),
            settings.colours(),
            stages.width(),
            settings.stem().kernel(),
            settings.stem().stride());
    stemNorm = norm(first.part(1).part(0), settings, stages.width());
    int channels = stages.width();
    for (int stage = 0; stage < stages.blocks().size(); stage++) {
      int width = stages.width() << stage;
      for (int i = 0; i < stages.blocks().get(stage); i++) {
        int stride = i == 0 && stage > 0 ? 2 : 1;
        ParameterScope block = net.part(stage + 1).part("blocks").part(i);
        blocks.add(new Bottleneck(block, settings, channels, width, stride, i == 0));
        channels = width * stages.expansion();
      }
    }
    makeHead();
  }

  private void makeHead() {
    ParameterScope layers = ParameterScope.of(this).part("head").part("layers");
    int features = settings.featureDimension();
    int count = settings.head().layers();
    for (int i = 0; i < count; i++) {
      int out = i == count - 1 ? settings.head().dimension() : features;
      boolean plain = i == count - 1 && !settings.head().normalised();
      ParameterScope dense = layers.part(3 * i);
      head.add(
          new Layer(
              plain ? Dense.plain(dense, features, out) : Dense.unbiased(dense, features, out),
              plain ? null : norm(layers.part(3 * i + 1), settings, out)));
    }
  }

  static GroupNorm norm(ParameterScope weights, ResNetSettings settings, int channels) {
    return new GroupNorm(weights, channels, settings.groups(), EPSILON);
  }

  /** Returns the settings. */
  public ResNetSettings settings() {
    return settings;
  }

  /** Returns the last stage's mean over the pixels, {@code (n, featureDimension)}. */
  @Override
  public NDArray features(NDArray images) {
    Require.shape("images", images, -1, settings.colours(), -1, -1);
    NDArray light = Constants.scale(images.add(1), 0.5); // the released network sees [0, 1]
    NDArray h = stemNorm.relu(stem.apply(light));
    if (settings.stem().pools()) {
      h = Pool.maxPool2d(h, new Shape(3, 3), new Shape(2, 2), new Shape(1, 1), false);
    }
    for (Bottleneck block : blocks) {
      h = block.apply(h);
    }
    Shape shape = h.getShape();
    return h.reshape(shape.get(0), shape.get(1), -1).mean(new int[] {2});
  }

  @Override
  public NDArray project(NDArray features) {
    NDArray h = features;
    for (int i = 0; i < head.size(); i++) {
      Layer layer = head.get(i);
      NDArray dense = layer.dense.apply(h);
      if (i < head.size() - 1) {
        h = layer.norm.relu(dense);
      } else {
        h = layer.norm == null ? dense : layer.norm.apply(dense);
      }
    }
    return h;
  }

  @Override
  public int dimension() {
    return settings.dimension();
  }
}
