package org.lzn.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.lzn.nn.DownPath.Feature;
import org.lzn.tensor.Require;

/**
 * The image encoder of [Lin25] appendix: the way down and the middle of an NCSN++ without time; a
 * head reads every feature map, and the anchor is the sum of what the heads say.
 */
public final class NcsnppEncoder extends Network {
  /** 1×1 convolution, silu, flatten, dense, silu, dense. */
  private record Head(Convolution spatial, DenseHead dense) {
    NDArray apply(NDArray feature) {
      NDArray h = Functions.silu(spatial.apply(feature));
      return dense.apply(h.reshape(h.getShape().get(0), -1));
    }
  }

  private final NcsnppSettings settings;
  private final int latentDimension;
  private final List<Head> heads; // null where a feature map has no head
  private final DownPath down;
  private final Middle middle;

  /** Makes an encoder without values; see {@link #initialize}. */
  public NcsnppEncoder(NcsnppSettings settings, int latentDimension) {
    Require.that(latentDimension > 0, "latentDimension must be positive: %d", latentDimension);
    this.settings = settings;
    this.latentDimension = latentDimension;
    List<Feature> features = new ArrayList<>(DownPath.features(settings));
    Feature coarsest = features.get(features.size() - 1);
    features.add(coarsest); // the middle's output
    heads = heads(features);
    Modules modules = new Modules(this);
    down = new DownPath(modules, settings, 0);
    middle = new Middle(modules, settings, coarsest.channels(), 0);
  }

  /** Makes first all convolutions of the heads, then all their dense layers: the official order. */
  private List<Head> heads(List<Feature> features) {
    NcsnppSettings.Heads sizes = settings.heads();
    ParameterScope root = ParameterScope.of(this);
    List<Convolution> spatial = new ArrayList<>();
    for (int i = 0; i < features.size(); i++) {
      boolean has = hasHead(features.get(i));
      ParameterScope weights = root.part("spatial_transformations").part(i).part(0);
      int channels = features.get(i).channels();
      spatial.add(has ? Convolution.plain(weights, channels, sizes.channels(), 1) : null);
    }
    List<Head> made = new ArrayList<>();
    for (int i = 0; i < features.size(); i++) {
      ParameterScope weights = root.part("latent_transformations").part(i);
      int resolution = features.get(i).resolution();
      int inputs = sizes.channels() * resolution * resolution;
      made.add(
          spatial.get(i) == null
              ? null
              : new Head(
                  spatial.get(i),
                  new DenseHead(
                      Dense.plain(weights.part(0), inputs, sizes.units()),
                      Dense.plain(weights.part(2), sizes.units(), latentDimension))));
    }
    return made;
  }

  private boolean hasHead(Feature feature) {
    List<Integer> resolutions = settings.heads().resolutions();
    return resolutions.isEmpty() || resolutions.contains(feature.resolution());
  }

  /** Returns the settings. */
  public NcsnppSettings settings() {
    return settings;
  }

  /** Returns the width q of an anchor. */
  public int latentDimension() {
    return latentDimension;
  }

  /**
   * Returns the anchors.
   *
   * @param images {@code (n, C, H, W)}
   * @param training whether dropout is active
   * @return {@code (n, q)}
   */
  public NDArray forward(NDArray images, boolean training) {
    int size = settings.image().size();
    Require.shape("images", images, -1, settings.image().channels(), size, size);
    List<NDArray> features = down.apply(images, null, training);
    features.add(middle.apply(features.get(features.size() - 1), null, training));
    NDArray anchor = null;
    for (int i = 0; i < heads.size(); i++) {
      if (heads.get(i) != null) {
        NDArray part = heads.get(i).apply(features.get(i));
        anchor = anchor == null ? part : anchor.add(part);
      }
    }
    return anchor;
  }

  @Override
  protected NDArray run(NDList inputs, boolean training) {
    return forward(inputs.singletonOrThrow(), training);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {new Shape(inputShapes[0].get(0), latentDimension)};
  }
}
