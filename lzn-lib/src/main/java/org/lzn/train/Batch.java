package org.lzn.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.lzn.data.ImageDataset;
import org.lzn.data.LoadedBatch;
import org.lzn.tensor.Require;

/**
 * What one step sees.
 *
 * @param views the images, shape (n, C, H, W), in [-1, 1], once for each view
 * @param labels (n), each the number of a class
 */
@SuppressWarnings("ArrayRecordComponent") // handed on within a step, never compared
record Batch(List<NDArray> views, int[] labels) {
  /** Checks that each image has its label. */
  Batch {
    for (NDArray images : views) {
      Require.that(
          images.getShape().get(0) == labels.length,
          "a batch of %d images must have as many labels, got %d",
          images.getShape().get(0),
          labels.length);
    }
  }

  /** Returns images of a data set as they are, in the manager's memory. */
  static Batch of(NDManager manager, ImageDataset data, int... indices) {
    return new Batch(List.of(data.images(manager, indices)), data.labels(indices));
  }

  /** Returns a loaded batch in the manager's memory. */
  static Batch of(NDManager manager, LoadedBatch loaded) {
    List<NDArray> views = loaded.views().stream().map(view -> view.array(manager)).toList();
    return new Batch(views, loaded.labels());
  }

  /** Returns the images of the first view. */
  NDArray images() {
    return views.get(0);
  }
}
