package org.lzn.objective;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;
import org.lzn.codec.ImageClassifier;
import org.lzn.codec.ImageCodec;
import org.lzn.codec.ImageEncoder;
import org.lzn.codec.LabelCodec;
import org.lzn.codec.RepresentationEncoder;
import org.lzn.data.View;
import org.lzn.latent.LatentAlignment;
import org.lzn.nn.Network;
import org.lzn.tensor.Require;

/** What training minimises: a loss on a batch, and the networks whose weights it depends on. */
public interface Objective {
  /** Returns the networks by the name of their part; each part has a learning rate of its own. */
  Map<String, Network> parts();

  /**
   * Returns the mean loss over the step's batch, of several workers each its part; in training its
   * gradients are added to those of the weights.
   */
  double value(Step step);

  /**
   * Returns how training sees each image. The held-out loss is taken on the images as they are,
   * unless there are several views: then on those, with the same draws at every evaluation.
   */
  default List<View> views() {
    return List.of(View.plain());
  }

  /** Returns the same objective that sees images in other ways, as many as it needs. */
  default Objective seeing(View... views) {
    return new WithViews(this, List.of(views));
  }

  /**
   * Returns whether several workers can compute it, each its own part ({@link Step}): a loss made
   * of {@link Step#ofAnchors}, {@link Step#latents} and of slices that count as {@code slice.size()
   * / step.size()} can. The others are refused before the first step.
   */
  default boolean isForWorkers() {
    return false;
  }

  /** Called after each update of the weights; a step that is skipped makes none. */
  default void updated() {}

  /**
   * Returns what the objective itself remembers from step to step, by name: arrays of float32 that
   * a checkpoint saves and copies back into their places.
   */
  default Map<String, NDArray> state() {
    return Map.of();
  }

  /** Returns the flow-matching loss of rectified flow, with or without latents ([Lin25] §3). */
  static Objective flowMatching(ImageCodec images) {
    return new FlowMatching(images);
  }

  /** Returns the latent alignment of two views of each image ([Lin25] §4). */
  static Objective alignment(RepresentationEncoder encoder, LatentAlignment alignment) {
    return new ImageAlignment(encoder, alignment);
  }

  /** Returns the loss of SimCLR on two views of each image ([Chen20]). */
  static Objective simClr(RepresentationEncoder encoder, double temperature) {
    return new SimClr(encoder, temperature);
  }

  /**
   * Returns the loss of MoCo on two views of each image ([He20]); the caller closes it.
   *
   * @param slow an encoder of the same settings, which becomes the slow copy
   */
  static Moco moco(
      RepresentationEncoder encoder, RepresentationEncoder slow, Moco.Options options, long seed) {
    return new Moco(encoder, slow, options, seed);
  }

  /**
   * Returns the flow-matching loss of a decoder that is told each image's label ([Lin25] §5). The
   * labels' own anchors take no part in it.
   */
  static Objective flowMatching(ImageCodec images, LabelCodec labels) {
    Require.that(
        images.decoder().classes() == labels.classes(),
        "the image decoder must know the %d classes of the labels, it knows %d",
        labels.classes(),
        images.decoder().classes());
    return new FlowMatching(images);
  }

  /** Returns the loss that brings images into the zones of their labels ([Lin25] §5). */
  static LabelAlignment alignment(LabelCodec labels, ImageCodec images) {
    Require.that(images.encoder().isPresent(), "images without latents cannot be aligned");
    return alignment(labels, images.encoder().get());
  }

  /** The same for an encoder alone, without a decoder of images. */
  static LabelAlignment alignment(LabelCodec labels, ImageEncoder encoder) {
    LatentAlignment settings = LatentAlignment.with(labels.decoder().solver());
    return new LabelAlignment(labels, encoder, settings);
  }

  /** Returns the cross-entropy of a plain classifier, without a latent space. */
  static Objective classification(ImageClassifier classifier) {
    return new Classification(classifier);
  }

  /** Returns the sum of two objectives; what both encode is encoded once. */
  default Objective plus(Objective other) {
    return new Sum(this, other);
  }
}
