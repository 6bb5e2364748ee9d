package org.lzn.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.lzn.data.ImageDataset;
import org.lzn.tensor.Require;

/**
 * What one step sees.
 *
 * @param images shape (n, C, H, W), in [-1, 1]
 * @param labels (n), each the number of a class
 */
@SuppressWarnings("ArrayRecordComponent") // handed on within a step, never compared
record Batch(NDArray images, int[] labels) {
  /** Checks that each image has its label. */
  Batch {
    Require.that(
        images.getShape().get(0) == labels.length,
        "a batch of %d images must have as many labels, got %d",
        images.getShape().get(0),
        labels.length);
  }

  /** Returns images of a data set with their labels, in the manager's memory. */
  static Batch of(NDManager manager, ImageDataset data, int... indices) {
    return new Batch(data.images(manager, indices), data.labels(indices));
  }
}
