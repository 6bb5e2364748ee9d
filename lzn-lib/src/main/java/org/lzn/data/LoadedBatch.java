package org.lzn.data;

import java.util.List;

/**
 * The batch of a step in Java's memory.
 *
 * @param step the step
 * @param indices which images of the data set, (n)
 * @param labels their classes, (n)
 * @param views the images, (n, C, H, W), once for each view of the batches; of batches that are
 *     shared among workers only those of the share
 */
@SuppressWarnings("ArrayRecordComponent") // handed on within a step, never compared
public record LoadedBatch(long step, int[] indices, int[] labels, List<ImageValues> views) {
  /** Returns the images of the first view. */
  public ImageValues images() {
    return views.get(0);
  }
}
