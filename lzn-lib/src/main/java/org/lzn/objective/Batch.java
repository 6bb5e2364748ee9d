package org.lzn.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.lzn.data.ImageDataset;
import org.lzn.data.ImageValues;
import org.lzn.data.LoadedBatch;
import org.lzn.tensor.Require;

/**
 * What one step sees.
 *
 * <p>The images stay in Java's memory and each micro-batch is copied when its turn comes: two views
 * of the 8192 photographs of the paper's batch take 9.2 GiB, which must not lie there twice.
 *
 * @param manager of the step's arrays
 * @param views the images, (n, C, H, W), in [-1, 1], once for each view
 * @param labels (n), each the number of a class
 */
@SuppressWarnings("ArrayRecordComponent") // handed on within a step, never compared
public record Batch(NDManager manager, List<ImageValues> views, int[] labels) {
  /** Checks that each image has its label. */
  public Batch {
    for (ImageValues images : views) {
      Require.that(
          images.size() == labels.length,
          "a batch of %d images must have as many labels, got %d",
          images.size(),
          labels.length);
    }
  }

  /** Returns images of a data set as they are. */
  public static Batch of(NDManager manager, ImageDataset data, int... indices) {
    return new Batch(manager, List.of(ImageValues.of(data, indices)), data.labels(indices));
  }

  /** Returns a loaded batch. */
  public static Batch of(NDManager manager, LoadedBatch loaded) {
    return new Batch(manager, loaded.views(), loaded.labels());
  }

  /** Returns the number of images. */
  int size() {
    return labels.length;
  }

  /** Returns a native copy of a slice of a view. */
  NDArray view(int view, MicroBatch slice) {
    return views.get(view).array(manager, (int) slice.from(), (int) slice.to());
  }
}
