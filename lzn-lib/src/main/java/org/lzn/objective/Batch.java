package org.lzn.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.lzn.data.ImageDataset;
import org.lzn.data.ImageValues;
import org.lzn.data.LoadedBatch;
import org.lzn.tensor.Require;
import org.lzn.workers.Workers;

/**
 * What one step sees.
 *
 * <p>The images stay in Java's memory and each micro-batch is copied when its turn comes: two views
 * of the 8192 photographs of the paper's batch take 9.2 GiB, which must not lie there twice.
 *
 * <p>Of several workers each has its rows of the images, but all labels.
 *
 * <p>The first n images are learnt from. Those after them are its company: they are encoded too, so
 * that their anchors share the latent space, but no gradient goes through them.
 *
 * @param manager of the step's arrays
 * @param views the images, (n + company, C, H, W), in [-1, 1], once for each view; of several
 *     workers each has its rows of the n and of the company
 * @param labels (n + company), each the number of a class
 * @param size n
 * @param workers among whom the images are divided
 */
@SuppressWarnings("ArrayRecordComponent") // handed on within a step, never compared
public record Batch(
    NDManager manager, List<ImageValues> views, int[] labels, int size, Workers workers) {
  /** Checks that each image has its label. */
  public Batch {
    Require.that(
        size > 0 && size <= labels.length,
        "a batch must learn from 1 to its %d images, got %d",
        labels.length,
        size);
    for (ImageValues images : views) {
      Require.that(
          images.size() * workers.size() == labels.length,
          "a batch of %d images must have as many labels, got %d",
          images.size() * workers.size(),
          labels.length);
    }
  }

  /** Makes the batch of one worker. */
  public Batch(NDManager manager, List<ImageValues> views, int[] labels, int size) {
    this(manager, views, labels, size, Workers.one());
  }

  /** Returns images of a data set as they are. */
  public static Batch of(NDManager manager, ImageDataset data, int... indices) {
    List<ImageValues> views = List.of(ImageValues.of(data, indices));
    return new Batch(manager, views, data.labels(indices), indices.length);
  }

  /** Returns a loaded batch that learns from all its images. */
  public static Batch of(NDManager manager, LoadedBatch loaded) {
    return of(manager, loaded, Workers.one());
  }

  /** Returns a batch of which each worker has loaded its share. */
  public static Batch of(NDManager manager, LoadedBatch loaded, Workers workers) {
    int[] labels = loaded.labels();
    return new Batch(manager, loaded.views(), labels, labels.length, workers);
  }

  /** Returns the same images, of which the first n are learnt from. */
  public Batch learning(int n) {
    return new Batch(manager, views, labels, n, workers);
  }

  /** Returns the number of images with company. */
  int all() {
    return labels.length;
  }

  /** Returns how many of the images that are learnt from this worker has. */
  int own() {
    return workers.share().size(size);
  }

  /** Returns the first row of these in the whole batch. */
  int first() {
    return workers.share().first(size);
  }

  /** Returns how many images this worker has, with company. */
  int ownWithCompany() {
    return workers.share().size(all());
  }

  /** Returns a native copy of a slice of a view. */
  NDArray view(int view, MicroBatch slice) {
    return views.get(view).array(manager, (int) slice.from(), (int) slice.to());
  }
}
