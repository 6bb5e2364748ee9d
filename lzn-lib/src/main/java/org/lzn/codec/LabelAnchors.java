package org.lzn.codec;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.lzn.latent.Anchors;
import org.lzn.nn.ClassAnchors;
import org.lzn.tensor.Constants;
import org.lzn.tensor.Require;

/**
 * The anchors of the classes, which label encoder and label decoder share ([Lin25] §5).
 *
 * @param network the anchors as weights that learn, shape (K, q)
 */
public record LabelAnchors(ClassAnchors network) {
  /** Returns the anchors with equal weights: every class has the same share of the space. */
  public Anchors uniform() {
    return Anchors.of(network.points());
  }

  /**
   * Returns the anchors weighted by the share of each class in a batch: then the classes' zones can
   * hold exactly the zones of the batch's images, however many of a class there are.
   *
   * @param batch the labels of the batch's images, (n)
   */
  public Anchors weightedBy(int[] batch) {
    NDArray points = network.points();
    double[] shares = shares(batch, network.classes());
    NDArray weights = Constants.of(points.getManager(), shares, new Shape(shares.length));
    return Anchors.of(points).withWeights(weights);
  }

  /** Returns the share of each class, summing to one, (K). */
  static double[] shares(int[] batch, int classes) {
    double[] shares = new double[classes];
    for (int label : batch) {
      requireClass(label, classes);
      shares[label] += 1.0 / batch.length;
    }
    return shares;
  }

  static void requireClass(int label, int classes) {
    Require.that(
        label >= 0 && label < classes, "labels must be from 0 to %d, got %d", classes - 1, label);
  }
}
