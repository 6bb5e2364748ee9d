package org.lzn.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import java.util.List;
import org.lzn.nn.RowDropout;
import org.lzn.tensor.SeededRandom;

/**
 * The images of a step that this worker has, in the slices in which they go through the networks.
 */
final class StepImages {
  private final Batch batch;
  private final List<MicroBatch> slices;
  private final List<MicroBatch> company;
  private NDArray images;

  /** Cuts a batch, and apart from it its company, into slices of k images or less. */
  StepImages(Batch batch, long k) {
    this.batch = batch;
    int own = batch.own();
    int n = batch.size();
    this.slices = MicroBatch.cut(0, batch.first(), own, 0, n, k);
    int beside = batch.ownWithCompany() - own;
    int firstBeside = n + batch.workers().rank() * beside;
    this.company = MicroBatch.cut(own, firstBeside, beside, n, batch.all(), k);
  }

  /** Returns the slices of the images that are learnt from. */
  List<MicroBatch> slices() {
    return slices;
  }

  /** Returns the slices of their company. */
  List<MicroBatch> company() {
    return company;
  }

  /** Returns all images that are learnt from, as a slice. */
  MicroBatch learnt() {
    return new MicroBatch(0, batch.own());
  }

  /** Returns the first view of the images that are learnt from; they live as long as the step. */
  NDArray all() {
    if (images == null) {
      images = batch.view(0, learnt());
      NDScope.unregister(images); // whoever asks first
    }
    return images;
  }

  /** Begins the dropout of a slice: what is dropped does not depend on who has which rows. */
  void seedDropout(SeededRandom draws, String purpose, MicroBatch slice) {
    MicroBatch.Whole whole = slice.whole();
    long last = whole.before() + slice.size();
    RowDropout.seed(draws, purpose + " " + whole.from(), whole.before(), last, whole.size());
  }

  /** Returns a slice of a view. */
  NDArray of(int view, MicroBatch slice) {
    boolean learnt = view == 0 && slice.to() <= batch.own();
    boolean shared = learnt && (images != null || slice.size() == batch.own());
    return shared ? slice.of(all()) : batch.view(view, slice);
  }
}
