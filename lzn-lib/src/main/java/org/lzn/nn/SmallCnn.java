package org.lzn.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.lzn.tensor.Require;

/**
 * A plain convolutional classifier small enough to be kept beside the code: stages of two 3×3
 * convolutions, each normalised by groups [Wu18] and rectified; the mean over the pixels gives the
 * features, a dense layer the classes. No image influences another, in training or after.
 */
public final class SmallCnn extends Network {
  private static final double EPSILON = 1e-5;

  private record Layer(Convolution convolution, GroupNorm norm) {
    NDArray apply(NDArray x) {
      return norm.relu(convolution.apply(x));
    }
  }

  private final SmallCnnSettings settings;
  private final List<Layer> layers = new ArrayList<>();
  private final Dense classes;

  /** Makes a network without values; see {@link #initialize}. */
  public SmallCnn(SmallCnnSettings settings) {
    this.settings = settings;
    ParameterScope root = ParameterScope.of(this);
    int channels = Math.toIntExact(settings.image().get(0));
    for (int stage = 0; stage < settings.widths().size(); stage++) {
      int width = settings.widths().get(stage);
      ParameterScope part = root.part("stages").part(stage);
      layers.add(layer(part.part(0), channels, width, stage == 0 ? 1 : 2));
      layers.add(layer(part.part(1), width, width, 1));
      channels = width;
    }
    classes = Dense.plain(root.part("classes"), channels, settings.classes());
  }

  private Layer layer(ParameterScope weights, int in, int out, int stride) {
    return new Layer(
        Convolution.unbiased(weights.part("convolution"), in, out, 3, stride),
        new GroupNorm(weights.part("norm"), out, settings.groups(), EPSILON));
  }

  /** Returns the settings. */
  public SmallCnnSettings settings() {
    return settings;
  }

  /**
   * Returns the features, the last stage's mean over the pixels, each 0 or more.
   *
   * @param images {@code (n, C, H, W)} in [-1, 1]
   * @return {@code (n, featureDimension)}
   */
  public NDArray features(NDArray images) {
    Shape image = settings.image();
    Require.shape("images", images, -1, image.get(0), image.get(1), image.get(2));
    NDArray h = images;
    for (Layer layer : layers) {
      h = layer.apply(h);
    }
    Shape shape = h.getShape();
    return h.reshape(shape.get(0), shape.get(1), -1).mean(new int[] {2});
  }

  /**
   * Returns the logits: the logarithms of the classes' probabilities but for a constant an image.
   *
   * @param images {@code (n, C, H, W)} in [-1, 1]
   * @param training whether dropout is active
   * @return {@code (n, classes)}
   */
  public NDArray logits(NDArray images, boolean training) {
    NDArray features = features(images);
    boolean drops = training && settings.dropout() > 0;
    return classes.apply(drops ? RowDropout.of(features, settings.dropout()) : features);
  }

  @Override
  protected NDArray run(NDList inputs, boolean training) {
    return logits(inputs.singletonOrThrow(), training);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {new Shape(inputShapes[0].get(0), settings.classes())};
  }
}
