package org.lzn.data;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.lzn.tensor.Require;
import org.lzn.tensor.SeededRandom;
import org.lzn.workers.Share;

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
 * @param views how each image is seen; two views make pairs for contrastive training
 * @param company how many images come after those of the batch and are loaded with it: the next in
 *     the epoch's order, from its beginning after its end
 * @param share which of these images are loaded
 */
public record Batches(
    ImageDataset data, int size, SeededRandom draws, List<View> views, int company, Share share) {
  /** Checks the sizes. */
  public Batches {
    Require.that(
        size >= 1 && size <= data.size(),
        "batch size must be from 1 to %d, the images in %s, got %d",
        data.size(),
        data.name(),
        size);
    Require.that(
        company >= 0 && company <= data.size() - size,
        "images beside a batch of %d must be 0 to %d, the others in %s, got %d",
        size,
        data.size() - size,
        data.name(),
        company);
    Require.that(!views.isEmpty(), "batches need one view or more, got none");
    views = List.copyOf(views);
  }

  /** Returns batches that are loaded whole. */
  public Batches(ImageDataset data, int size, SeededRandom draws, List<View> views, int company) {
    this(data, size, draws, views, company, Share.WHOLE);
  }

  /** Returns batches without company. */
  public Batches(ImageDataset data, int size, SeededRandom draws, List<View> views) {
    this(data, size, draws, views, 0);
  }

  /** Returns batches of the images as they are. */
  public Batches(ImageDataset data, int size, SeededRandom draws) {
    this(data, size, draws, List.of(View.plain()));
  }

  /** Returns the same batches with each image seen in the given ways. */
  public Batches withViews(View... newViews) {
    return new Batches(data, size, draws, List.of(newViews), company, share);
  }

  /** Returns the same batches, each loaded with so many other images. */
  public Batches withCompany(int images) {
    return new Batches(data, size, draws, views, images, share);
  }

  /** Returns the same batches, of which only a worker's share of the images is loaded. */
  public Batches sharedAs(Share newShare) {
    newShare.requireEven("the batch", size);
    newShare.requireEven("the images beside a batch", company);
    return new Batches(data, size, draws, views, company, newShare);
  }

  /** Returns the same batches with each image flipped left to right with probability one half. */
  public Batches withFlips() {
    return withViews(View.plain().then(Augmentation.flip()));
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

  /** Returns which images are loaded for a step, all different: first those of the batch. */
  public int[] indices(long step) {
    // The whole epoch is shuffled again at each step: 0.3 ms for 60,000 images.
    int[] order = shuffled(epoch(step));
    int start = (int) (step % perEpoch()) * size;
    int[] indices = new int[size + company];
    Arrays.setAll(indices, i -> order[(start + i) % order.length]);
    return indices;
  }

  /** Returns the places of a batch whose images are loaded: first those that are learnt from. */
  int[] places() {
    IntStream learnt = share.rows(size);
    return IntStream.concat(learnt, share.rows(company).map(i -> size + i)).toArray();
  }

  /** Returns the batch of a step, made in the calling thread; {@link Loader} uses others. */
  public LoadedBatch load(long step) {
    BatchAssembly assembly = new BatchAssembly(this, step);
    for (int row = 0; row < places().length; row++) {
      assembly.fill(row);
    }
    return assembly.whole();
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
