package example;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import org.lzn.nn.Dense;
import org.lzn.nn.FeatureNetwork;
import org.lzn.nn.ParameterScope;
import org.lzn.tensor.Require;

/**
 * A network of one's own: it cuts an image into squares of p × p pixels, sends each through the
 * same two dense layers, and takes the mean over the squares as the image's features; a third layer
 * is the head.
 *
 * <pre>h = mean_k relu(W_2 relu(W_1 x_k + b_1) + b_2),   anchor = W_3 h + b_3.</pre>
 */
public final class PatchEncoder extends FeatureNetwork {
  private final Options options;
  private final Shape image;
  private final Dense first;
  private final Dense second;
  private final Dense head;

  /**
   * Its sizes.
   *
   * @param patch p, a divisor of the image's height and width
   * @param width the number of features
   * @param dimension the width of the head
   */
  public record Options(int patch, int width, int dimension) {
    /** Checks that all are positive. */
    public Options {
      Require.that(patch > 0, "a patch must have 1 pixel or more, got %d", patch);
      Require.that(width > 0 && dimension > 0, "layers need 1 or more, got %d", width);
    }
  }

  /** Makes the network for images of a shape (C, H, W), without values. */
  public PatchEncoder(Shape image, Options options) {
    int p = options.patch();
    Require.that(
        image.get(1) % p == 0 && image.get(2) % p == 0,
        "patches of %d pixels do not fill an image of %d × %d",
        p,
        image.get(1),
        image.get(2));
    this.image = image;
    this.options = options;
    ParameterScope root = ParameterScope.of(this);
    int inputs = Math.toIntExact(image.get(0) * p * p);
    first = Dense.plain(root.part("first"), inputs, options.width());
    second = Dense.plain(root.part("second"), options.width(), options.width());
    head = Dense.plain(root.part("head"), options.width(), options.dimension());
  }

  @Override
  public NDArray features(NDArray images) {
    Require.shape("images", images, -1, image.get(0), image.get(1), image.get(2));
    long n = images.getShape().get(0);
    NDArray h = Activation.relu(first.apply(patches(images)));
    h = Activation.relu(second.apply(h));
    return h.reshape(n, -1, options.width()).mean(new int[] {1});
  }

  /** Returns the patches of all images one below the other, (n · H/p · W/p, C · p · p). */
  private NDArray patches(NDArray images) {
    long p = options.patch();
    long rows = image.get(1) / p;
    long columns = image.get(2) / p;
    return images
        .reshape(-1, image.get(0), rows, p, columns, p)
        .transpose(0, 2, 4, 1, 3, 5)
        .reshape(-1, image.get(0) * p * p);
  }

  @Override
  public NDArray project(NDArray features) {
    return head.apply(features);
  }

  @Override
  public int dimension() {
    return options.dimension();
  }
}
