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
 * <p>The first n images are learnt from. Those after them are its company: they are encoded too, so
 * that their anchors share the latent space, but no gradient goes through them.
 *
 * @param manager of the step's arrays
 * @param views the images, (n + company, C, H, W), in [-1, 1], once for each view
 * @param labels (n + company), each the number of a class
 * @param size n
 */
@SuppressWarnings("ArrayRecordComponent") // handed on within a step, never compared
public record Batch(NDManager manager, List<ImageValues> views, int[] labels, int size) {
  /** Checks that each image has its label. */
  public Batch {
    Require.that(
        size > 0 && size <= labels.length,
        "a batch must learn from 1 to its %d images, got %d",
        labels.length,
        size);
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
    List<ImageValues> views = List.of(ImageValues.of(data, indices));
    return new Batch(manager, views, data.labels(indices), indices.length);
  }

  /** Returns a loaded batch that learns from all its images. */
  public static Batch of(NDManager manager, LoadedBatch loaded) {
    return new Batch(manager, loaded.views(), loaded.labels(), loaded.labels().length);
  }

  /** Returns the same images, of which the first n are learnt from. */
  public Batch learning(int n) {
    return new Batch(manager, views, labels, n);
  }

  /** Returns the number of images with company. */
  int all() {
    return labels.length;
  }

  /** Returns a native copy of a slice of a view. */
  NDArray view(int view, MicroBatch slice) {
    return views.get(view).array(manager, (int) slice.from(), (int) slice.to());
  }
}
