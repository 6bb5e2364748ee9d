package org.lzn.train;

import org.lzn.tensor.Require;
import org.lzn.train.optim.Optimisation;

/**
 * How long and how to train.
 *
 * @param steps number of batches
 * @param batch images a step
 * @param microBatch images sent through the networks at once, at most the batch; equal to it unless
 *     memory is short
 * @param optimisation rates, warm-up, clipping, averaging
 * @param heldOut how the loss on images held out is followed
 * @param seed of every random draw
 * @param anchors how many images are encoded a step, so that their anchors share the latent space;
 *     of these the first are the batch, and no gradient goes through the others, which come next in
 *     the epoch's order; 0 for the batch alone
 */
public record TrainingOptions(
    int steps,
    int batch,
    int microBatch,
    Optimisation optimisation,
    HeldOut heldOut,
    long seed,
    int anchors) {

  /** Checks all sizes. */
  public TrainingOptions {
    Require.that(steps > 0, "steps must be positive, got %d", steps);
    Require.that(batch > 0, "batch must be positive, got %d", batch);
    Require.that(microBatch > 0, "micro-batch must be positive, got %d", microBatch);
    Require.that(
        anchors == 0 || anchors >= batch,
        "anchors must be 0, for those of the batch alone, or %d, the batch, or more, got %d",
        batch,
        anchors);
    int end = optimisation.fall().to();
    Require.that(
        end == 0 || steps <= end,
        "%d steps are more than the rates last, which fall to 0 at step %d: set"
            + " training.optimisation.fall.to first",
        steps,
        end);
    microBatch = Math.min(microBatch, batch);
  }

  /** Returns options for whole batches with the default held-out loss and seed 1. */
  public static TrainingOptions of(int steps, int batch, Optimisation optimisation) {
    return new TrainingOptions(steps, batch, batch, optimisation, HeldOut.every(100), 1, 0);
  }

  /** Returns the same options with another number of steps. */
  public TrainingOptions withSteps(int newSteps) {
    return new TrainingOptions(newSteps, batch, microBatch, optimisation, heldOut, seed, anchors);
  }

  /** Returns the same options with another batch, sent through the networks whole. */
  public TrainingOptions withBatch(int newBatch) {
    return new TrainingOptions(steps, newBatch, newBatch, optimisation, heldOut, seed, anchors);
  }

  /** Returns the same options, sending at most so many images through the networks at once. */
  public TrainingOptions withMicroBatch(int newMicroBatch) {
    return new TrainingOptions(steps, batch, newMicroBatch, optimisation, heldOut, seed, anchors);
  }

  /** Returns the same options with another optimisation. */
  public TrainingOptions withOptimisation(Optimisation newOptimisation) {
    return new TrainingOptions(steps, batch, microBatch, newOptimisation, heldOut, seed, anchors);
  }

  /** Returns the same options with another held-out loss. */
  public TrainingOptions withHeldOut(HeldOut newHeldOut) {
    return new TrainingOptions(steps, batch, microBatch, optimisation, newHeldOut, seed, anchors);
  }

  /** Returns the same options with another seed. */
  public TrainingOptions withSeed(long newSeed) {
    return new TrainingOptions(steps, batch, microBatch, optimisation, heldOut, newSeed, anchors);
  }

  /** Returns the same options with so many images' anchors sharing the latent space. */
  public TrainingOptions withAnchors(int newAnchors) {
    return new TrainingOptions(steps, batch, microBatch, optimisation, heldOut, seed, newAnchors);
  }

  /** Returns how many images are encoded beside those of the batch. */
  public int company() {
    return Math.max(0, anchors - batch);
  }

  /**
   * Returns on how many of the held-out images the loss is taken: whole batches, or one smaller
   * batch where there are fewer images than a batch has.
   *
   * @param available how many there are
   */
  public int heldOutImages(int available) {
    int images = Math.min(heldOut.images(), available);
    return images - images % heldOutBatch(available);
  }

  /** Returns how many of them are evaluated at once. */
  int heldOutBatch(int available) {
    return Math.min(batch, Math.min(heldOut.images(), available));
  }

  /**
   * How the loss on held-out images is followed.
   *
   * @param every steps between two evaluations; the last step is always evaluated
   * @param images how many held-out images at most, see {@link #heldOutImages}
   */
  public record HeldOut(int every, int images) {
    /** Checks both. */
    public HeldOut {
      Require.that(every > 0, "held-out loss must be taken every 1 or more steps, got %d", every);
      Require.that(images > 0, "held-out loss needs 1 or more images, got %d", images);
    }

    /** Returns an evaluation on 1024 images. */
    public static HeldOut every(int steps) {
      return new HeldOut(steps, 1024);
    }
  }
}
