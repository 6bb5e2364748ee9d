package org.lzn.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.lzn.tensor.Draws;
import org.lzn.tensor.Require;

/**
 * The batches of a training run: each epoch goes through the images in a fresh random order, and
 * drops what is left over at its end.
 *
 * <p>A batch is a function of the seed and the step alone. A run that resumes at step 70,000 sees
 * what an uninterrupted one would have seen, without going through the steps before.
 *
 * @param data the images
 * @param size the number of images in a batch, at most {@code data.size()}
 * @param draws the run's random numbers; its step does not matter
 */
public record Batches(ImageDataset data, int size, Draws draws) {
  /** Checks the size. */
  public Batches {
    Require.that(
        size >= 1 && size <= data.size(),
        "batch size must be from 1 to %d, the images in %s, got %d",
        data.size(),
        data.name(),
        size);
  }

  /** Returns the number of batches in an epoch. */
  public int perEpoch() {
    return data.size() / size;
  }

  /** Returns the epoch, from 0, to which a step belongs. */
  public long epoch(long step) {
    Require.that(step >= 0, "step must be 0 or more, got %d", step);
    return step / perEpoch();
  }

  /** Returns which images make up the batch of a step, {@code size} different ones. */
  public int[] indices(long step) {
    // The whole epoch is shuffled again at each step: 0.3 ms for 60,000 images.
    int[] order = shuffled(epoch(step));
    int start = (int) (step % perEpoch()) * size;
    return Arrays.copyOfRange(order, start, start + size);
  }

  /** Returns which images of a step's batch to flip, each with probability one half. */
  public boolean[] flips(long step) {
    SplittableRandom random = draws.at(step).generator("flip");
    boolean[] flips = new boolean[size];
    for (int i = 0; i < size; i++) {
      flips[i] = random.nextBoolean();
    }
    return flips;
  }

  /** Returns a step's images (size, C, H, W) as they are. */
  public NDArray images(NDManager manager, long step) {
    return data.images(manager, indices(step));
  }

  /** Returns a step's images (size, C, H, W), flipped left to right where {@link #flips} says. */
  public NDArray flippedImages(NDManager manager, long step) {
    try (NDArray images = images(manager, step);
        NDArray mirrored = images.flip(3);
        NDArray flip = manager.create(flips(step), new Shape(size, 1, 1, 1));
        NDArray mask = flip.broadcast(images.getShape())) {
      return NDArrays.where(mask, mirrored, images);
    }
  }

  /** Returns the labels of a step's batch. */
  public int[] labels(long step) {
    return data.labels(indices(step));
  }

  /** Returns all images in the order of an epoch (Fisher and Yates). */
  private int[] shuffled(long epoch) {
    SplittableRandom random = draws.at(epoch).generator("shuffle");
    int[] order = new int[data.size()];
    for (int i = 0; i < order.length; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
