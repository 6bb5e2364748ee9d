package org.lzn.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.lzn.tensor.Constants;
import org.lzn.tensor.Require;

/**
 * The U-Net NCSN++ of [Song21] as the velocity of a rectified flow, [Lin25] appendix: v(x, t | z)
 * with the condition z put before the time's embedding.
 */
public final class NcsnppDecoder extends Network {
  private final NcsnppSettings settings;
  private final int conditionDimension;
  private final TimeEmbedding time;
  private final DownPath down;
  private final Middle middle;
  private final UpPath up;

  /**
   * Makes a decoder without values; see {@link #initialize}.
   *
   * @param conditionDimension the width of the condition (latent, then one-hot label where there is
   *     one); 0 for a plain rectified flow
   */
  public NcsnppDecoder(NcsnppSettings settings, int conditionDimension) {
    Require.that(conditionDimension >= 0, "conditionDimension is negative: %d", conditionDimension);
    this.settings = settings;
    this.conditionDimension = conditionDimension;
    Modules modules = new Modules(this);
    List<DownPath.Feature> features = DownPath.features(settings);
    int units = TimeEmbedding.units(settings);
    time = new TimeEmbedding(modules, settings, conditionDimension);
    down = new DownPath(modules, settings, units);
    middle = new Middle(modules, settings, features.get(features.size() - 1).channels(), units);
    up = new UpPath(modules, settings, units);
  }

  /** Returns the settings. */
  public NcsnppSettings settings() {
    return settings;
  }

  /** Returns the width of the condition, 0 for none. */
  public int conditionDimension() {
    return conditionDimension;
  }

  /**
   * Returns the velocity.
   *
   * @param x noisy images {@code (n, C, H, W)}
   * @param t their times in [0, 1], {@code (n)}: 0 noise, 1 data
   * @param condition {@code (n, conditionDimension)}, or null if that is 0
   * @param training whether dropout is active
   * @return {@code (n, C, H, W)}
   */
  public NDArray forward(NDArray x, NDArray t, NDArray condition, boolean training) {
    long n = x.getShape().get(0);
    int size = settings.image().size();
    Require.shape("x", x, n, settings.image().channels(), size, size);
    Require.shape("t", t, n);
    Require.that(
        (condition == null) == (conditionDimension == 0),
        "this decoder takes a condition of width %d, got %s",
        conditionDimension,
        condition == null ? "none" : condition.getShape());
    if (condition != null) {
      Require.shape("condition", condition, n, conditionDimension);
    }
    NDArray embedding = time.apply(t, condition);
    List<NDArray> features = down.apply(x, embedding, training);
    NDArray h = middle.apply(features.get(features.size() - 1), embedding, training);
    NDArray velocity = up.apply(h, features, embedding, training);
    return settings.time().divideOutput()
        ? velocity.div(Constants.scale(t, TimeEmbedding.TICKS).reshape(n, 1, 1, 1))
        : velocity;
  }

  /** Takes (x, t) or (x, t, condition). */
  @Override
  protected NDArray run(NDList inputs, boolean training) {
    NDArray condition = inputs.size() > 2 ? inputs.get(2) : null;
    return forward(inputs.get(0), inputs.get(1), condition, training);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {inputShapes[0]};
  }
}
